namespace Harness.Wire.Time;

/// <summary>
/// Knows whether anything still moves among the in-memory connections that were given to it and the thread pool that serves them, so that virtual
/// time can be moved on without overtaking anybody.
/// </summary>
/// <remarks>
/// Quiet means: nothing was written or read, no reader was given data and has not come back for more, and the thread pool has nothing queued and nothing
/// running. Two of these can be so for ever without anything moving: a reader that never comes back (a stalled peer, an idle pooled HTTP connection), and a
/// pool thread that somebody blocks. Each is waited for once, as long as <see cref="QuietPatience"/> says, and then left out of account until it moves.
/// The pool is the whole process's: other work in the same process holds quiet up, while any number of clocks may wait for it together.
/// </remarks>
public sealed class QuietTracker(QuietPatience? patience = null)
{
    private readonly Lock _gate = new();
    private long _movements;
    private long _round = 1;
    private int _readersAway;
    private int _busy;

    internal QuietPatience Patience { get; } = patience ?? QuietPatience.Shared;

    /// <summary>
    /// Counts as movement until disposed: for work that this tracker cannot see, such as a process or a real socket that a step depends on.
    /// </summary>
    public IDisposable Busy()
    {
        lock (_gate) _busy++;
        return new BusyScope(this);
    }

    /// <summary>Completes, on a pool thread, once nothing moves.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => QuietWatch.Instance.WaitAsync(this, cancellationToken);

    internal void Moved()
    {
        lock (_gate) _movements++;
    }

    internal void ReaderWentAway(ReaderMark reader)
    {
        lock (_gate)
        {
            _movements++;
            if (reader.Round == _round) return;
            reader.Round = _round;
            _readersAway++;
        }
    }

    internal void ReaderCameBack(ReaderMark reader)
    {
        lock (_gate)
        {
            if (reader.Round == 0) return;
            _movements++;
            if (reader.Round == _round) _readersAway--;
            reader.Round = 0;
        }
    }

    internal QuietSnapshot Look()
    {
        lock (_gate) return new QuietSnapshot(_movements, _readersAway, _busy);
    }

    /// <summary>Leaves the readers that are away now out of account until they come back.</summary>
    internal void ExcuseReaders()
    {
        lock (_gate)
        {
            _round++;
            _readersAway = 0;
        }
    }

    private sealed class BusyScope(QuietTracker tracker) : IDisposable
    {
        private QuietTracker? _tracker = tracker;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _tracker, null) is not { } tracker) return;
            lock (tracker._gate)
            {
                tracker._busy--;
                tracker._movements++;
            }
        }
    }
}

/// <summary>A tracker at one moment.</summary>
/// <param name="Movements">Changes with everything that moves.</param>
internal readonly record struct QuietSnapshot(long Movements, int ReadersAway, int Busy);
