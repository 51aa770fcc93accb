namespace Harness.Wire.Time;

/// <summary>Whether the thread pool does anything; asked from a thread that is not its own.</summary>
internal sealed class PoolActivity
{
    private int _fewestWorking = int.MaxValue;
    private int _accepted;

    /// <summary>Nothing queued, and nobody working but those who were accepted.</summary>
    public bool IsIdle()
    {
        // A work item that ran may have queued another: so the queue is looked at on both sides. A worker counts from the moment that it is called for.
        if (ThreadPool.PendingWorkItemCount > 0) return false;
        var working = Working();
        _fewestWorking = Math.Min(_fewestWorking, working);
        if (working > _accepted || ThreadPool.PendingWorkItemCount > 0) return false;

        // Those who were blocked may have been let go.
        _accepted = working;
        _fewestWorking = int.MaxValue;
        return true;
    }

    /// <summary>Takes the workers that never rested since the pool was last idle for blocked, and no longer counts them.</summary>
    public void AcceptWorkers()
    {
        if (_fewestWorking != int.MaxValue) _accepted = Math.Max(_accepted, _fewestWorking);
        _fewestWorking = int.MaxValue;
    }

    private static int Working()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}
