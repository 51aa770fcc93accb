namespace Harness.Wire.Time;

/// <summary>
/// Knows whether anything still moves among the in-memory connections that were given to it and the thread pool that serves them, so that virtual
/// time can be moved on without overtaking anybody.
/// </summary>
public sealed class QuietTracker
{
    /// <summary>
    /// Counts as movement until disposed: for work that this tracker cannot see, such as a process or a real socket that a step depends on.
    /// </summary>
    public IDisposable Busy() => throw new NotSupportedException();

    /// <summary>Completes when nothing has moved for a few rounds of the thread pool.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
