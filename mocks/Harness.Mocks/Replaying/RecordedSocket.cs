using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Replaying;

/// <summary>One recorded WebSocket: what was asked, what was answered, and what crossed it.</summary>
internal sealed class RecordedSocket
{
    private RecordedSocket(RecordedSession session, HttpExchange request, Frame? answer, IReadOnlyList<RecordedStep> steps, int number)
    {
        Session = session;
        Request = request;
        Answer = answer;
        Steps = steps;
        Number = number;
    }

    public RecordedSession Session { get; }

    /// <summary>Its number among the session's connections.</summary>
    public int Number { get; }

    public HttpExchange Request { get; }

    /// <summary>The 101 or the refusal; null where the server ended the connection without one.</summary>
    public Frame? Answer { get; }

    /// <summary>What the server did, in order.</summary>
    public IReadOnlyList<RecordedStep> Steps { get; }

    /// <summary>Reads one out of a connection's frames.</summary>
    /// <returns>Null for one whose beginning is lost, or whose server never got to say anything.</returns>
    public static RecordedSocket? Of(RecordedSession session, IReadOnlyList<Frame> frames)
    {
        if (frames is not [{ Kind: FrameKind.Open, From: Party.Client, Http: { } request }, ..]) return null;
        var answer = frames.FirstOrDefault(frame => frame.From == Party.Server && frame.Kind is FrameKind.Open or FrameKind.Refuse && frame.Http?.Status is not null);
        if (answer is null && !frames.Any(frame => frame.From == Party.Server && frame.Kind == FrameKind.Reset)) return null;
        return new RecordedSocket(session, request, answer, [.. RecordedStep.Of(frames, answer)], frames[0].Connection);
    }
}
