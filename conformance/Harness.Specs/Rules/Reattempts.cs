using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules;

/// <summary>
/// Counts how often a client comes back after losses: ten times within ten seconds of the loss before the first of them is hammering, for each
/// connection that it held at once. Who waits a second before every attempt does not hammer.
/// Attempts that follow no loss, such as a client's first ones, do not count.
/// </summary>
/// <param name="isLoss">What an attempt follows.</param>
/// <param name="isAttempt">A handshake where null.</param>
internal sealed class Reattempts(Func<FrameView, bool> isLoss, Func<FrameView, bool>? isAttempt = null)
{
    public const int Most = 10;
    public static readonly long Window = Seconds.Of(10);

    private const int Remembered = 10_000;
    private readonly Queue<long> _losses = new();
    private readonly Queue<long> _attempts = new();
    private int _peak = 1;

    /// <summary>Attempts whose losses lie within the last ten seconds.</summary>
    public int Count => _attempts.Count;

    /// <summary>True when this frame is the attempt that makes it too many.</summary>
    public bool Observe(FrameView frame, int open)
    {
        _peak = Math.Max(_peak, open);
        if (isLoss(frame))
        {
            if (_losses.Count < Remembered) _losses.Enqueue(frame.T);
            return false;
        }

        if (!(isAttempt?.Invoke(frame) ?? frame is { Kind: FrameKind.Open, From: Party.Client }) || !_losses.TryDequeue(out var loss)) return false;
        _attempts.Enqueue(loss);
        while (_attempts.TryPeek(out var oldest) && frame.T - oldest > Window) _attempts.Dequeue();
        if (_attempts.Count < Most * _peak) return false;
        _attempts.Clear();
        return true;
    }
}
