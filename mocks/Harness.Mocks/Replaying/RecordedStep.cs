using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Replaying;

/// <summary>One thing that a recorded server did.</summary>
/// <param name="Frame">What it was.</param>
/// <param name="After">When, counted from the answer to the handshake.</param>
/// <param name="Heard">The client's messages before it.</param>
internal sealed record RecordedStep(Frame Frame, TimeSpan After, IReadOnlyList<Frame> Heard)
{
    /// <summary>A server's frames behind its answer, each with what the client had said since the frame before it.</summary>
    public static IEnumerable<RecordedStep> Of(IReadOnlyList<Frame> frames, Frame? answer)
    {
        if (answer is not { Kind: FrameKind.Open }) yield break;
        var heard = new List<Frame>();
        var clientClosed = false;
        foreach (var frame in frames)
        {
            if (frame.From == Party.Client)
            {
                if (frame.Kind is FrameKind.Text or FrameKind.Binary) heard.Add(frame);
                clientClosed |= frame.Kind is FrameKind.Close or FrameKind.Reset;
            }
            else if (IsPlayed(frame, frames) && !clientClosed)
            {
                yield return new RecordedStep(frame, TimeSpan.FromMicroseconds(Math.Max(0, frame.T - answer.T)), [.. heard]);
                heard.Clear();
            }
        }
    }

    /// <summary>Pongs that answer a ping come by themselves, as the pings do that they answer.</summary>
    private static bool IsPlayed(Frame frame, IReadOnlyList<Frame> frames) => frame.Kind switch
    {
        FrameKind.Text or FrameKind.Binary or FrameKind.Ping or FrameKind.Close or FrameKind.Reset => true,
        FrameKind.Gap => frame.Frames > 0,
        FrameKind.Pong => !frames.Any(other => other is { From: Party.Client, Kind: FrameKind.Ping } && other.Payload.Span.SequenceEqual(frame.Payload.Span)),
        _ => false,
    };
}
