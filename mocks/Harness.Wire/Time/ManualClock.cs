namespace Harness.Wire.Time;

/// <summary>
/// A clock that stands still until it is moved. Timers fire on the thread that moves it, in the order in which they are due, with the clock at each
/// one's instant; a timer set to be due at once fires on the thread pool. The local time zone is UTC.
/// </summary>
public sealed class ManualClock : QueuedClock
{
    private DateTimeOffset _now;

    /// <param name="quiet">The tracker that the in-memory connections of this clock share; a new one by default.</param>
    public ManualClock(DateTimeOffset start, QuietTracker? quiet = null)
        : base(start, quiet) => _now = Start;

    public override bool IsStill => true;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (Gate) return _now;
    }

    public override long GetTimestamp() => (GetUtcNow() - Start).Ticks;

    private protected override DateTimeOffset NowLocked() => _now;

    private protected override void MoveLocked(DateTimeOffset instant) => _now = instant;

    private protected override void TimerSet(TimeSpan dueTime)
    {
        if (dueTime == TimeSpan.Zero) ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.AdvanceTo(clock.GetUtcNow()), this, preferLocal: false);
    }
}
