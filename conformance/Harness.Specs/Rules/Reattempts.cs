using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules;

/// <summary>
/// Counts how often a client comes back after losses: ten times within ten seconds of the loss before the first of them is hammering, for each thing
/// that it asks for and each connection that it held for it at once. Who waits a second before every attempt does not hammer.
/// Attempts that follow no loss, such as a client's first ones, do not count.
/// </summary>
/// <param name="context">Of the session.</param>
/// <param name="isLoss">What an attempt follows.</param>
/// <param name="isAttempt">A handshake where null.</param>
internal sealed class Reattempts(RuleContext context, Func<FrameView, bool> isLoss, Func<FrameView, bool>? isAttempt = null)
{
    public const int Most = 10;
    public static readonly long Window = Seconds.Of(10);

    private const int Remembered = 10_000;
    private readonly Purposes<Loop> _loops = new(context, () => new Loop());

    /// <summary>True when this frame is the attempt that makes it too many.</summary>
    public bool Observe(FrameView frame)
    {
        if (frame.Kind is not (FrameKind.Http or FrameKind.Open or FrameKind.Refuse or FrameKind.Close or FrameKind.Reset)) return false;
        var loop = _loops.Of(frame.Connection);
        loop.Follow(frame);
        if (isLoss(frame))
        {
            if (loop.Losses.Count < Remembered) loop.Losses.Enqueue(frame.T);
            return false;
        }

        if (!(isAttempt?.Invoke(frame) ?? frame is { Kind: FrameKind.Open, From: Party.Client }) || !loop.Losses.TryDequeue(out var loss)) return false;
        loop.Attempts.Enqueue(loss);
        while (loop.Attempts.TryPeek(out var oldest) && frame.T - oldest > Window) loop.Attempts.Dequeue();
        if (loop.Attempts.Count < Most * loop.Peak) return false;
        loop.Attempts.Clear();
        return true;
    }

    private sealed class Loop
    {
        private int _open;

        public Queue<long> Losses { get; } = new();

        /// <summary>When the losses were that attempts followed, as far as they lie within the window.</summary>
        public Queue<long> Attempts { get; } = new();

        /// <summary>The most connections that were open at once.</summary>
        public int Peak { get; private set; } = 1;

        public void Follow(FrameView frame)
        {
            if (frame is { Kind: FrameKind.Open, From: Party.Server }) Peak = Math.Max(Peak, ++_open);
            else if (frame.Kind is FrameKind.Close or FrameKind.Reset && frame.Connection.AcceptedAt is not null && ReferenceEquals(frame.Connection.End, frame.Frame)) _open--;
        }
    }
}
