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
        new("GET", "/messages", "frames, newest last; ?session= ?kind= ?from= ?limit=", call => Select(call, out var error) is { } frames ? Messages(frames) : AdminReply.Error(400, error)),
        new("GET", "/messages/count", "how many frames; the same filters", call => Select(call, out var error) is { } frames ? Count(frames) : AdminReply.Error(400, error)),
        new("GET", "/sessions", "the peers so far", _ => Sessions()),
        new("GET", "/sessions/{id}/transcript", "one peer's transcript, JSON lines", call => Transcript(call.Parameters["id"])),
    ];

    private List<(JournalSession Session, Frame Frame)>? Select(AdminCall call, out string error)
    {
        if (!FrameFilter.TryRead(call, DefaultLimit, out var filter, out error)) return null;
        var frames = new List<(JournalSession, Frame)>();
        foreach (var session in host.Journal.Sessions)
        {
            if (!filter.Takes(session)) continue;
            foreach (var frame in session.Frames())
            {
                if (filter.Takes(frame)) frames.Add((session, frame));
            }
        }

        return [.. frames.OrderBy(pair => pair.Item1.Started.UtcTicks + (pair.Item2.T * TimeSpan.TicksPerMicrosecond)).TakeLast(filter.Limit)];
    }

    private AdminReply Messages(List<(JournalSession Session, Frame Frame)> frames) => AdminReply.Json(json =>
    {
        json.WriteStartArray("messages");
        foreach (var (session, frame) in frames)
        {
            json.WriteStartObject();
            json.WriteString("session", session.Id);
            json.WriteString("protocol", session.Protocol);
            json.WritePropertyName("frame");
            var safe = host.World.Redactor.Redact(frame, session.Protocol);
            FrameWriter.Write(json, safe);
            if (session.NearMiss(frame) is { } miss) NearMissJson.Write(json, safe == frame ? miss : miss.Without(safe.Payload));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static AdminReply Count(List<(JournalSession Session, Frame Frame)> frames) =>
        AdminReply.Json(json => json.WriteNumber("count", frames.Count));

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
        var bytes = TranscriptWriter.ToBytes(session.ToTranscript(), host.World.Redactor);
        return new AdminReply(200, bytes, "application/jsonl");
    }
}
