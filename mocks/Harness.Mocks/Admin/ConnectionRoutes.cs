using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Live sockets: list them, and say or end something on them.</summary>
internal sealed class ConnectionRoutes(MockHost host)
{
    private static readonly Dictionary<int, string> NoSuch = new() { [404] = "no open connection has that id" };

    private static readonly Dictionary<int, string> Unbreakable = new(NoSuch) { [501] = "its host has no connection to break, only messages" };

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/connections", "the sockets that are open", _ => List()) { Answers = [new("Connections", "in the order they were accepted")] },
        new("GET", "/connections/{id}", "one socket", call => With(call, Show)) { Answers = [new("Connection", "the socket")], Refusals = NoSuch },
        new("POST", "/connections/send", "send {text}, {json} or {base64} to every socket that fits {where}", SendToMany)
        {
            Body = new("SendToMany"),
            Answers = [new("SentToMany", "to how many it was sent, and to which")],
        },
        new("POST", "/connections/{id}/send", "send {text}, {json} or {base64}", call => With(call, connection => Send(call, connection)))
        {
            Body = new("Send"),
            Answers = [new("Status", "sent")],
            Refusals = new Dictionary<int, string>(NoSuch) { [409] = "it is closing" },
        },
        new("POST", "/connections/{id}/close", "close with {code, reason, frame}", call => With(call, connection => Close(call, connection)))
        {
            Body = new("Close", IsRequired: false),
            Answers = [new("Status", "closing, or cut where no frame was wanted")],
            Refusals = Unbreakable,
        },
        new("POST", "/connections/{id}/reset", "reset the TCP connection", call => With(call, Reset)) { Answers = [new("Status", "reset")], Refusals = Unbreakable },
    ];

    private AdminReply List() => AdminReply.Json(json =>
    {
        json.WriteStartArray("connections");
        foreach (var connection in host.Connections.All)
        {
            json.WriteStartObject();
            host.World.Enter(() => Write(json, connection));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private AdminReply Show(MockConnection connection) => AdminReply.Json(json => host.World.Enter(() => Write(json, connection)));

    private AdminReply Send(AdminCall call, MockConnection connection)
    {
        if (SendOrder.Read(call, out var problem) is not { } order) return AdminReply.Error(problem!);
        return host.World.Enter(() => connection.SendOutOfBand(order.Message))
            ? AdminReply.Done("sent")
            : AdminReply.Error(409, $"connection {connection.Id} is closing; nothing can be sent on it any more");
    }

    private AdminReply SendToMany(AdminCall call)
    {
        if (SendOrder.Read(call, out var problem) is not { } order) return AdminReply.Error(problem!);
        var where = ScenarioMatcher.Compile(
            call.Member("where") ?? JsonElement.Parse("{}"),
            MatchSyntax.Plain,
            (path, message) => problem ??= AdminProblem.At($"/where{path}", message, call.Member("where")));
        if (problem is not null) return AdminReply.Error(problem);
        var (sent, closing) = (new List<string>(), new List<string>());
        host.World.Enter(() =>
        {
            foreach (var connection in host.Connections.All.Where(connection => where.Matches(Document(connection))))
            {
                (connection.SendOutOfBand(order.Message) ? sent : closing).Add(connection.Id);
            }
        });
        return AdminReply.Json(json =>
        {
            json.WriteNumber("sent", sent.Count);
            Write(json, "connections", sent);
            Write(json, "closing", closing);
        });
    }

    private AdminReply Close(AdminCall call, MockConnection connection)
    {
        if (CloseOrder.Read(call, out var problem) is not { } order) return AdminReply.Error(problem!);
        if (!order.Frame) return Break("cut", connection.Cut);
        host.World.Enter(() => connection.Close(order.Code, order.Reason));
        return AdminReply.Done("closing");
    }

    private AdminReply Reset(MockConnection connection) => Break("reset", connection.Reset);

    private AdminReply Break(string status, Action act)
    {
        try
        {
            host.World.Enter(act);
            return AdminReply.Done(status);
        }
        catch (NotSupportedException refused)
        {
            return AdminReply.Error(501, refused.Message);
        }
    }

    private AdminReply With(AdminCall call, Func<MockConnection, AdminReply> act)
    {
        var id = call.Parameters["id"];
        return host.Connections.Find(id) is { } connection
            ? act(connection)
            : AdminReply.Error(404, $"no open connection is called '{id}'; GET {AdminApi.Prefix}/connections lists them");
    }

    private static ReadOnlyMemory<byte> Document(MockConnection connection) => AdminReply.Json(json => Write(json, connection)).Body;

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MockConnection connection)
    {
        var statistics = connection.Statistics;
        json.WriteString("id", connection.Id);
        json.WriteString("protocol", connection.Protocol.Slug);
        json.WriteString("endpoint", connection.Endpoint.Name);
        json.WriteString("path", connection.Request.Path);
        json.WriteString("remote", connection.RemoteAddress?.ToString());
        json.WriteString("session", connection.Session?.Id);
        json.WriteString("client_id", connection.ClientId);
        json.WriteString("account", connection.Credential);
        json.WriteString("opened", connection.OpenedAt);
        Write(json, "symbols", connection.Symbols);
        json.WriteNumber("messages_in", connection.MessagesIn);
        json.WriteNumber("messages_out", connection.MessagesOut);
        json.WriteNumber("bytes_out", statistics.SentBytes);
        json.WriteNumber("outbox_messages", statistics.QueuedMessages);
        json.WriteNumber("outbox_bytes", statistics.QueuedBytes);
        json.WriteNumber("discarded", statistics.DiscardedMessages);
    }
}
