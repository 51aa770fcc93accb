namespace Harness.Wire.Time;

/// <summary>
/// Knows whether anything still moves among the in-memory connections that were given to it and the thread pool that serves them, so that virtual
/// time can be moved on without overtaking anybody.
/// </summary>
/// <remarks>
/// Quiet means: no reader was given data and has not come back for more, nothing was written, and the thread pool has nothing queued and nothing running,
/// all of it for a few rounds through the pool's own queue. Two of these can be so for ever without anything moving: a reader that never comes back (a stalled peer, an
/// idle pooled HTTP connection), and a pool thread that somebody blocks. Each is waited for once, for a moment of real time, and then left out of account.
/// </remarks>
public sealed class QuietTracker
{
    /// <summary>How often in a row everything must be found still.</summary>
    private const int StillRounds = 3;

    /// <summary>From then on the wait sleeps between two rounds, not to take the processor from those it waits for.</summary>
    private const int EagerRounds = 200;

    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a reader may stay away while the pool is idle: it cannot be running then, unless on a thread of its own.</summary>
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromMilliseconds(2);

    /// <summary>How long the pool may be busy while nothing moves here: with a slow computation, or with something that is not ours.</summary>
    private static readonly TimeSpan PoolPatience = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly PoolActivity _pool = new();
    private long _movements;
    private long _round = 1;
    private int _readersAway;
    private int _busy;

    /// <summary>
    /// Counts as movement until disposed: for work that this tracker cannot see, such as a process or a real socket that a step depends on.
    /// </summary>
    public IDisposable Busy()
    {
        lock (_gate) _busy++;
        return new BusyScope(this);
    }

    /// <summary>Completes, on a pool thread, when nothing has moved for a few rounds of the thread pool.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var movements = -1L;
        var still = 0;
        var since = 0L;
        for (var round = 0; ; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (round < EagerRounds) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            else await Task.Delay(Nap, TimeProvider.System, cancellationToken).ConfigureAwait(false);

            var (moved, readersAway, busy) = Look();
            if (moved != movements || busy > 0)
            {
                movements = moved;
                still = 0;
                since = TimeProvider.System.GetTimestamp();
                continue;
            }

            var waited = TimeProvider.System.GetElapsedTime(since);
            still = _pool.IsIdle() ? still + 1 : 0;
            if (waited > PoolPatience)
            {
                _pool.Accept();
                Excuse();
                return;
            }

            if (still < StillRounds) continue;
            if (readersAway == 0) return;
            if (waited < ReaderPatience) continue;
            Excuse();
            return;
        }
    }

    internal void Moved() => Interlocked.Increment(ref _movements);

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

    private (long Movements, int ReadersAway, int Busy) Look()
    {
        lock (_gate) return (Volatile.Read(ref _movements), _readersAway, _busy);
    }

    /// <summary>Leaves the readers that are away now out of account until they come back.</summary>
    private void Excuse()
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
