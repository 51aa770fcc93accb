using System.Globalization;
using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>What was said: messages, sessions and their transcripts. Secrets leave as marks.</summary>
internal sealed class JournalRoutes(MockHost host)
{
    private const int DefaultLimit = 1000;

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/messages", "frames, the newest last: ?where= ?protocol= ?session= ?connection= ?from= ?kind= ?channel= ?limit=", Messages)
        {
            Query = [.. FrameQuery.Parameters, new("limit", "the newest so many; 1000 if absent", """{"type":"integer","minimum":1}""")],
            Answers = [new("Messages", "the frames")],
        },
        new("GET", "/messages/count", "how many frames, all of them; the same filters", Count)
        {
            Query = FrameQuery.Parameters,
            Answers = [new("Count", "how many the journal holds")],
        },
        new("GET", "/sessions", "the peers so far", _ => Sessions()) { Answers = [new("Sessions", "in the order they began")] },
        new("GET", "/sessions/{id}/transcript", "one peer's transcript, JSON lines", call => Transcript(call.Parameters["id"]))
        {
            Answers = [new(null, "a header, then a frame a line, as in a recording: TranscriptHeader and TranscriptFrame", ContentType: "application/jsonl")],
            Refusals = new Dictionary<int, string> { [404] = "no session has that id" },
        },
    ];

    /// <summary>Writes frames as <c>messages</c>.</summary>
    public static void Write(Utf8JsonWriter json, Redactor redactor, IEnumerable<(JournalSession Session, Frame Frame)> frames)
    {
        json.WriteStartArray("messages");
        foreach (var (session, frame) in frames) Write(json, redactor, session, frame);
        json.WriteEndArray();
    }

    /// <summary>Writes one frame as an object.</summary>
    public static void Write(Utf8JsonWriter json, Redactor redactor, JournalSession session, Frame frame)
    {
        json.WriteStartObject();
        json.WriteString("session", session.Id);
        json.WriteString("protocol", session.Protocol);
        json.WriteString("connection", session.ConnectionId(frame.Connection));
        json.WritePropertyName("frame");
        var safe = redactor.Redact(frame, session.Protocol);
        FrameWriter.Write(json, safe);
        if (session.NearMiss(frame) is { } miss) NearMissJson.Write(json, safe == frame ? miss : miss.Without(safe.Payload));
        json.WriteEndObject();
    }

    /// <summary>The newest of them, in the order they were seen, whatever their session.</summary>
    public static IEnumerable<(JournalSession Session, Frame Frame)> Newest(IEnumerable<(JournalSession Session, Frame Frame)> frames, int limit = DefaultLimit) =>
        frames.OrderBy(pair => pair.Session.Started.UtcTicks + (pair.Frame.T * TimeSpan.TicksPerMicrosecond)).TakeLast(limit);

    private AdminReply Messages(AdminCall call)
    {
        if (FrameQuery.Read(call, host, out var problem) is not { } query) return AdminReply.Error(problem!);
        var limit = DefaultLimit;
        if (call.QueryValue("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
        {
            return AdminReply.Error(AdminProblem.In("limit", "a whole number from 1", text));
        }

        return AdminReply.Json(json => Write(json, host.Redactor, Newest(Select(query), limit)));
    }

    private AdminReply Count(AdminCall call) => FrameQuery.Read(call, host, out var problem) is { } query
        ? AdminReply.Json(json => json.WriteNumber("count", Select(query).Count()))
        : AdminReply.Error(problem!);

    private IEnumerable<(JournalSession Session, Frame Frame)> Select(FrameQuery query) =>
        from session in host.Journal.Sessions
        where query.Takes(session)
        from frame in session.Frames()
        where query.Takes(session, frame) && query.Matches(frame)
        select (session, frame);

    private AdminReply Sessions() => AdminReply.Json(json =>
    {
        json.WriteStartArray("sessions");
        foreach (var session in host.Journal.Sessions)
        {
            json.WriteStartObject();
            json.WriteString("id", session.Id);
            json.WriteString("protocol", session.Protocol);
            json.WriteString("peer", session.Peer);
            json.WriteString("client_id", session.ClientId);
            json.WriteString("started", session.Started);
            json.WriteNumber("sockets", session.Sockets);
            json.WriteNumber("frames", session.Frames().Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private AdminReply Transcript(string id)
    {
        if (host.Journal.Find(id) is not { } session) return AdminReply.Error(404, $"no session is called '{id}'; GET {AdminApi.Prefix}/sessions lists them");
        return new AdminReply(200, TranscriptWriter.ToBytes(session.ToTranscript(), host.Redactor), "application/jsonl");
    }
}
