namespace Harness.Wire.Time;

/// <summary>One wait for quiet, and what it has seen so far.</summary>
internal sealed class QuietWaiter(QuietTracker tracker)
{
    /// <summary>How often in a row everything must be found still.</summary>
    private const int StillLooks = 3;

    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _movements = -1;
    private long _since;
    private int _still;

    public Task Task => _quiet.Task;

    public bool IsOver => _quiet.Task.IsCompleted;

    /// <summary>Looks once; completes the wait if this look settles it.</summary>
    public void Look(PoolActivity pool, PoolState state)
    {
        var now = tracker.Look();
        if (now.Movements != _movements || now.Busy > 0 || (state == PoolState.Queued && tracker.Patience.OwnsQueue))
        {
            _movements = now.Movements;
            _since = TimeProvider.System.GetTimestamp();
            _still = 0;
            return;
        }

        _still = state == PoolState.Idle ? _still + 1 : 0;
        if (_still >= StillLooks && now.ReadersAway == 0)
        {
            _quiet.TrySetResult();
            return;
        }

        var waited = TimeProvider.System.GetElapsedTime(_since);
        if (waited < (_still < StillLooks ? tracker.Patience.Workers : tracker.Patience.Readers)) return;
        if (_still < StillLooks) pool.AcceptWorkers();
        tracker.ExcuseReaders();
        _quiet.TrySetResult();
    }

    public void Cancel(CancellationToken cancellationToken) => _quiet.TrySetCanceled(cancellationToken);
}
