namespace Harness.Wire.Time;

/// <summary>What the thread pool does; asked by one of its own workers, from the queue that all of them share.</summary>
internal sealed class PoolActivity
{
    private int _fewestWorking = int.MaxValue;
    private int _accepted;

    public PoolState Look()
    {
        // A work item that ran may have queued another: so the queue is looked at on both sides. A worker counts from the moment that it is called for.
        if (ThreadPool.PendingWorkItemCount > 0) return PoolState.Queued;
        var working = OthersWorking();
        _fewestWorking = Math.Min(_fewestWorking, working);
        if (working > _accepted) return PoolState.Working;
        if (ThreadPool.PendingWorkItemCount > 0) return PoolState.Queued;

        // Those who were blocked may have been let go.
        _accepted = working;
        _fewestWorking = int.MaxValue;
        return PoolState.Idle;
    }

    /// <summary>Takes the workers that never rested since the pool was last idle for blocked, and no longer counts them.</summary>
    public void AcceptWorkers()
    {
        if (_fewestWorking != int.MaxValue) _accepted = Math.Max(_accepted, _fewestWorking);
        _fewestWorking = int.MaxValue;
    }

    private static int OthersWorking()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available - 1;
    }
}

internal enum PoolState
{
    /// <summary>Nothing is queued, and nobody works but who looks, and those who were accepted.</summary>
    Idle,

    /// <summary>Nothing is queued, but somebody works.</summary>
    Working,

    /// <summary>Somebody waits for a worker.</summary>
    Queued,
}
