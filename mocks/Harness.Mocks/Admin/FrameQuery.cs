using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Which frames a call asks for: by what is known of each, and by what it holds.</summary>
internal sealed record FrameQuery(string? Session, string? Protocol, string? Connection, Party? From, FrameKind? Kind, string? Channel, FrameContentMatch? Where)
{
    /// <summary>What a query may say; a body says the same with members of these names.</summary>
    public static IReadOnlyList<AdminParameter> Parameters { get; } =
    [
        new("where", "JSON that the frame must hold, as in scenarios: {\"action\":\"subscribe\"}"),
        new("session", "a session's id"),
        new("protocol", "a slug"),
        new("connection", "a connection's id, such as c3"),
        new("from", "who sent it", """{"enum":["client","server"]}"""),
        new("kind", "the kind of frame", """{"$ref":"#/components/schemas/FrameKind"}"""),
        new("channel", "the message's member channel"),
    ];

    /// <summary>Reads the query of a call.</summary>
    /// <returns>Null where something in it is wrong, or names what there is none of: nothing would be counted for ever.</returns>
    public static FrameQuery? Read(AdminCall call, MockHost host, out AdminProblem? problem)
    {
        var where = default(JsonElement?);
        problem = null;
        if (call.QueryValue("where") is { } text)
        {
            try
            {
                where = JsonElement.Parse(text);
            }
            catch (JsonException)
            {
                problem = AdminProblem.In("where", "JSON, percent-encoded, such as {\"action\":\"subscribe\"}", text);
                return null;
            }
        }

        var query = Read(call.QueryValue, where, host, out var wrong);
        problem = wrong is null ? null : wrong with { Pointer = null, Parameter = wrong.Pointer![1..].Split('/')[0] };
        return query;
    }

    /// <summary>Reads the body of a call, whose members fit the schema.</summary>
    /// <returns>Null where something in it is wrong, or names what there is none of: nothing would be waited for.</returns>
    public static FrameQuery? ReadBody(AdminCall call, MockHost host, out AdminProblem? problem) => Read(call.Text, call.Member("where"), host, out problem);

    public bool Takes(JournalSession session) => (Session is null || session.Id == Session) && (Protocol is null || session.Protocol == Protocol);

    /// <summary>What is cheap to know of a frame.</summary>
    public bool Takes(JournalSession session, Frame frame) =>
        Takes(session)
        && (Kind is null || frame.Kind == Kind)
        && (From is null || frame.From == From)
        && (Connection is null || session.ConnectionId(frame.Connection) == Connection);

    /// <summary>What it holds.</summary>
    public bool Matches(Frame frame) => Where is null || Where.Matches(frame);

    private static FrameQuery? Read(Func<string, string?> text, JsonElement? where, MockHost host, out AdminProblem? problem)
    {
        var (session, protocol, connection, channel) = (text("session"), text("protocol"), text("connection"), text("channel"));
        if (!TryWord<Party>(text, "from", out var from, out problem) || !TryWord<FrameKind>(text, "kind", out var kind, out problem)) return null;
        if ((problem = Missing(host, session, protocol, connection)) is not null) return null;
        var matchers = new List<JsonElement>();
        if (where is { } expected) matchers.Add(expected);
        if (channel is not null) matchers.Add(JsonSerializer.SerializeToElement(new JsonObject { ["channel"] = channel }));
        FrameContentMatch? match = null;
        if (matchers.Count > 0 && (match = FrameContentMatch.Of(matchers, out problem)) is null) return null;
        return new FrameQuery(session, protocol, connection, from, kind, channel, match);
    }

    private static AdminProblem? Missing(MockHost host, string? session, string? protocol, string? connection)
    {
        var sessions = host.Journal.Sessions;
        if (protocol is not null)
        {
            List<string> known = [.. host.Slugs.Concat(sessions.Select(one => one.Protocol)).Distinct()];
            if (!known.Contains(protocol)) return AdminProblem.At("/protocol", $"one of {string.Join(", ", known)}{NearestWord.Hint(protocol, known)}", protocol);
        }

        if (session is not null && host.Journal.Find(session) is null)
        {
            return AdminProblem.At("/session", $"the id of a session that has begun; GET {AdminApi.Prefix}/sessions lists them{NearestWord.Hint(session, sessions.Select(one => one.Id))}", session);
        }

        if (connection is null || sessions.Any(one => one.ConnectionIds().Contains(connection))) return null;
        var ids = sessions.SelectMany(one => one.ConnectionIds());
        return AdminProblem.At("/connection", $"the id of a connection that is open or was; GET {AdminApi.Prefix}/messages?kind=open lists them{NearestWord.Hint(connection, ids)}", connection);
    }

    private static bool TryWord<T>(Func<string, string?> text, string name, out T? value, out AdminProblem? problem)
        where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (text(name) is not { } given) return true;
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToList();
        if (words.Contains(given))
        {
            value = Enum.Parse<T>(given, ignoreCase: true);
            return true;
        }

        problem = AdminProblem.At($"/{name}", $"one of {string.Join(", ", words)}{NearestWord.Hint(given, words)}", given);
        return false;
    }
}
