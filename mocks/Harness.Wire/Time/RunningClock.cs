namespace Harness.Wire.Time;

/// <summary>
/// A clock that starts where it is told and runs faster or slower than the one beneath it: an hour of a trading day in a minute, or a date long gone.
/// The local time zone is UTC.
/// </summary>
public sealed class RunningClock : TimeProvider
{
    /// <summary>The longest wait that a timer of the base class library takes.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly DateTimeOffset _start;
    private readonly double _speed;
    private readonly TimeProvider _beneath;
    private readonly long _origin;

    /// <param name="start">What it shows at first.</param>
    /// <param name="speed">Its seconds per second of <paramref name="beneath"/>; above 0.</param>
    /// <param name="beneath">The clock that drives it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is not above 0.</exception>
    public RunningClock(DateTimeOffset start, double speed, TimeProvider beneath)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _start = start;
        _speed = speed;
        _beneath = beneath;
        _origin = beneath.GetTimestamp();
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => _beneath.TimestampFrequency;

    public override long GetTimestamp() => (long)((_beneath.GetTimestamp() - _origin) * _speed);

    public override DateTimeOffset GetUtcNow() => _start + (_beneath.GetElapsedTime(_origin) * _speed);

    /// <summary>A timer on this clock. One that the clock beneath could not wait for (49 days of it) never fires.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, _beneath.CreateTimer(callback, state, Beneath(dueTime), Beneath(period)));

    private TimeSpan Beneath(TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan) return wait;
        return wait.TotalMilliseconds / _speed > LongestWait.TotalMilliseconds ? Timeout.InfiniteTimeSpan : wait / _speed;
    }

    private sealed class Timer(RunningClock clock, ITimer beneath) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => beneath.Change(clock.Beneath(dueTime), clock.Beneath(period));

        public void Dispose() => beneath.Dispose();

        public ValueTask DisposeAsync() => beneath.DisposeAsync();
    }
}
