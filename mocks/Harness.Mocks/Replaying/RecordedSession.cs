using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Replaying;

/// <summary>One recorded session: its connections and plain exchanges, in order, and what its redaction marks stand for in this replay.</summary>
internal sealed class RecordedSession
{
    public RecordedSession(Transcript transcript)
    {
        Protocol = transcript.Header.Protocol;
        var connections = transcript.Frames.GroupBy(frame => frame.Connection).OrderBy(group => group.Key).Select(group => group.OrderBy(frame => frame.Index).ToList()).ToList();
        Sockets = [.. connections.Select(frames => RecordedSocket.Of(this, frames)).OfType<RecordedSocket>()];
        Exchanges = [.. connections.Select(frames => RecordedExchange.Of(this, frames)).OfType<RecordedExchange>()];
    }

    public string Protocol { get; }

    public IReadOnlyList<RecordedSocket> Sockets { get; }

    public IReadOnlyList<RecordedExchange> Exchanges { get; }

    public MarkBook Marks { get; } = new();
}

/// <summary>A plain HTTP request and its answer.</summary>
internal sealed record RecordedExchange(RecordedSession Session, HttpExchange Request, HttpExchange Answer)
{
    public static RecordedExchange? Of(RecordedSession session, IReadOnlyList<Frame> frames) =>
        frames is [{ Kind: FrameKind.Http, From: Party.Client, Http: { } request }, { Kind: FrameKind.Http, From: Party.Server, Http: { Status: not null } answer }, ..]
            ? new RecordedExchange(session, request, answer)
            : null;
}
