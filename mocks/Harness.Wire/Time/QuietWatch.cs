namespace Harness.Wire.Time;

/// <summary>
/// Watches for quiet on behalf of everybody in the process who waits for it. It has a thread of its own, as one of the pool's could not see the pool idle,
/// and one for all, so that the waits do not hold each other up: in the same idle moment each of them is done.
/// </summary>
internal sealed class QuietWatch
{
    /// <summary>So often it looks without a pause before it leaves the processor to those it waits for.</summary>
    private const int EagerLooks = 2000;

    private const int NapMilliseconds = 1;

    private readonly Lock _gate = new();
    private readonly List<QuietWaiter> _waiting = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly PoolActivity _pool = new();
    private bool _started;

    private QuietWatch()
    {
    }

    public static QuietWatch Instance { get; } = new();

    public async Task WaitAsync(QuietTracker tracker, CancellationToken cancellationToken)
    {
        var waiter = new QuietWaiter(tracker);
        using var registration = cancellationToken.UnsafeRegister(static (waiter, token) => ((QuietWaiter)waiter!).Cancel(token), waiter);
        lock (_gate)
        {
            _waiting.Add(waiter);
            if (!_started) new Thread(Watch) { IsBackground = true, Name = "quiet watch" }.Start();
            _started = true;
        }

        _arrivals.Release();
        await waiter.Task.ConfigureAwait(false);
    }

    private void Watch()
    {
        var waiting = new List<QuietWaiter>();
        var looks = 0;
        while (true)
        {
            if (waiting.Count == 0) _arrivals.Wait();
            else if (looks > EagerLooks) _arrivals.Wait(NapMilliseconds);
            else Thread.Yield();

            if (Arrived(waiting)) looks = 0;
            looks++;
            var idle = _pool.IsIdle();
            foreach (var waiter in waiting) waiter.Look(_pool, idle);
            waiting.RemoveAll(static waiter => waiter.IsOver);
        }
    }

    /// <summary>Takes those who have come since the last look.</summary>
    private bool Arrived(List<QuietWaiter> waiting)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0) return false;
            waiting.AddRange(_waiting);
            _waiting.Clear();
            return true;
        }
    }
}
