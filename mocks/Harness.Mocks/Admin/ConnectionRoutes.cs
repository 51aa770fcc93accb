using System.Text.Json;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Live sockets: list them, and say or end something on them.</summary>
internal sealed class ConnectionRoutes(MockHost host)
{
    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/connections", "the sockets that are open", _ => List()),
        new("GET", "/connections/{id}", "one socket", call => With(call, Show)),
        new("POST", "/connections/{id}/send", "send {text} or {base64}", call => With(call, connection => Send(call, connection))),
        new("POST", "/connections/{id}/close", "close with {code, reason, frame}", call => With(call, connection => Close(call, connection))),
        new("POST", "/connections/{id}/reset", "reset the TCP connection", call => With(call, Reset)),
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
        if (!SendOrder.TryRead(call.Body, out var order, out var error)) return AdminReply.Error(400, error);
        return host.World.Enter(() => connection.SendOutOfBand(order.Message))
            ? AdminReply.Json(json => json.WriteString("status", "sent"))
            : AdminReply.Error(409, $"connection {connection.Id} is closing; nothing can be sent on it any more");
    }

    private AdminReply Close(AdminCall call, MockConnection connection)
    {
        if (!CloseOrder.TryRead(call.Body, out var order, out var error)) return AdminReply.Error(400, error);
        if (!order.Frame) return Break("cut", connection.Cut);
        host.World.Enter(() => connection.Close(order.Code, order.Reason));
        return AdminReply.Json(json => json.WriteString("status", "closing"));
    }

    private AdminReply Reset(MockConnection connection) => Break("reset", connection.Reset);

    private AdminReply Break(string status, Action act)
    {
        try
        {
            host.World.Enter(act);
            return AdminReply.Json(json => json.WriteString("status", status));
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
        json.WriteStartArray("symbols");
        foreach (var symbol in connection.Symbols) json.WriteStringValue(symbol);
        json.WriteEndArray();
        json.WriteNumber("messages_in", connection.MessagesIn);
        json.WriteNumber("messages_out", connection.MessagesOut);
        json.WriteNumber("bytes_out", statistics.SentBytes);
        json.WriteNumber("outbox_messages", statistics.QueuedMessages);
        json.WriteNumber("outbox_bytes", statistics.QueuedBytes);
        json.WriteNumber("discarded", statistics.DiscardedMessages);
    }
}
