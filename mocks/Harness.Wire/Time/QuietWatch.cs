namespace Harness.Wire.Time;

/// <summary>
/// Watches for quiet on behalf of everybody in the process who waits for it. It looks from within the thread pool, and queues up behind whatever is
/// queued there, so that it costs the work next to nothing and is there when the last of it ends. There is one for all, so that the waits do not hold
/// each other up: in the same idle moment each of them is done.
/// </summary>
internal sealed class QuietWatch : IThreadPoolWorkItem
{
    /// <summary>So often in a row it finds somebody else at work, and nothing queued, before it leaves the processor to them.</summary>
    private const int EagerLooks = 1000;

    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly List<QuietWaiter> _arrived = [];
    private readonly List<QuietWaiter> _waiting = [];
    private readonly PoolActivity _pool = new();
    private readonly ITimer _alarm;
    private bool _watches;

    private QuietWatch() =>
        _alarm = TimeProvider.System.CreateTimer(static watch => ((QuietWatch)watch!).QueueUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public static QuietWatch Instance { get; } = new();

    public async Task WaitAsync(QuietTracker tracker, CancellationToken cancellationToken)
    {
        var waiter = new QuietWaiter(tracker);
        using var registration = cancellationToken.UnsafeRegister(static (waiter, token) => ((QuietWaiter)waiter!).Cancel(token), waiter);
        lock (_gate)
        {
            _arrived.Add(waiter);
            if (!_watches) QueueUp();
            _watches = true;
        }

        await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Looks until there is something to stand behind, or nobody waits any more. Nobody else runs this at the same time.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        for (var looks = 0; looks < EagerLooks; looks++)
        {
            if (TakeArrived()) looks = 0;
            var activity = _pool.Look();
            foreach (var waiter in _waiting) waiter.Look(_pool, activity);
            _waiting.RemoveAll(static waiter => waiter.IsOver);
            if (IsDone()) return;
            if (activity == PoolState.Queued)
            {
                QueueUp();
                return;
            }

            Thread.Yield();
        }

        _alarm.Change(Nap, Timeout.InfiniteTimeSpan);
    }

    private void QueueUp() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Takes those who have come since the last look.</summary>
    private bool TakeArrived()
    {
        lock (_gate)
        {
            if (_arrived.Count == 0) return false;
            _waiting.AddRange(_arrived);
            _arrived.Clear();
            return true;
        }
    }

    private bool IsDone()
    {
        lock (_gate) return !(_watches = _waiting.Count > 0 || _arrived.Count > 0);
    }
}
