using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules;

/// <summary>
/// Counts how often a client comes back after losses: ten times within ten seconds is hammering, for each connection that it held at once.
/// Attempts that follow no loss, such as a client's first ones, do not count.
/// </summary>
internal sealed class Reattempts(Func<FrameView, bool> isLoss)
{
    public const int Most = 10;
    public static readonly long Window = Seconds.Of(10);

    private readonly Queue<long> _attempts = new();
    private int _owed;
    private int _peak = 1;

    /// <summary>Attempts after losses within the last ten seconds.</summary>
    public int Count => _attempts.Count;

    /// <summary>True when this frame is the attempt that makes it too many.</summary>
    public bool Observe(FrameView frame, int open)
    {
        _peak = Math.Max(_peak, open);
        if (isLoss(frame))
        {
            _owed = Math.Min(_owed + 1, 10_000);
            return false;
        }

        if (frame is not { Kind: FrameKind.Open, From: Party.Client } || _owed == 0) return false;
        _owed--;
        _attempts.Enqueue(frame.T);
        while (_attempts.TryPeek(out var oldest) && frame.T - oldest > Window) _attempts.Dequeue();
        if (_attempts.Count < Most * _peak) return false;
        _attempts.Clear();
        return true;
    }
}
