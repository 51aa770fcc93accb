namespace Harness.Wire.Time;

/// <summary>Whether the thread pool does anything besides running the one who asks.</summary>
internal sealed class PoolActivity
{
    /// <summary>A worker that has just run dry takes a moment to lie down again; so long it is given to.</summary>
    private const int SpinsToSettle = 20;

    private int _fewestWorking = int.MaxValue;
    private int _accepted;

    /// <summary>Nothing queued, and nobody working but the caller and those that were accepted.</summary>
    public bool IsIdle()
    {
        var spin = new SpinWait();
        for (var i = 0; i < SpinsToSettle; i++)
        {
            if (ThreadPool.PendingWorkItemCount > 0) return false;
            var working = Working();
            _fewestWorking = Math.Min(_fewestWorking, working);
            if (working <= _accepted)
            {
                // Those who were blocked may have been let go.
                _accepted = Math.Min(_accepted, working);
                _fewestWorking = int.MaxValue;
                return true;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        return false;
    }

    /// <summary>Takes the workers that never rested since the pool was last idle for blocked or foreign, and no longer counts them.</summary>
    public void Accept()
    {
        if (_fewestWorking != int.MaxValue) _accepted = Math.Max(_accepted, _fewestWorking);
        _fewestWorking = int.MaxValue;
    }

    /// <summary>Workers that run something, the caller not counted.</summary>
    private static int Working()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available - 1;
    }
}
