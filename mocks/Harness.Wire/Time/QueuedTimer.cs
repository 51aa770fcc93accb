namespace Harness.Wire.Time;

/// <summary>A timer of a <see cref="QueuedClock"/>, which keeps its fields under its own lock.</summary>
internal sealed class QueuedTimer(QueuedClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Its place among the timers that are set; null while it is not.</summary>
    public (DateTimeOffset Due, long Setting)? Place { get; set; }

    public TimeSpan Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Set(this, dueTime, period);

    public void Fire()
    {
        if (_context is null) callback(state);
        else ExecutionContext.Run(_context, static timer => ((QueuedTimer)timer!).Call(), this);
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);
}
