namespace Harness.Wire.Time;

/// <summary>
/// A clock that stands still until it is moved. Timers fire on the thread that moves it, in the order in which they are due, with the clock at each
/// one's instant; a timer set to be due at once fires on the thread pool. The local time zone is UTC.
/// </summary>
public sealed class ManualClock : QueuedClock
{
    private readonly QuietDriver _driver;
    private DateTimeOffset _now;

    /// <param name="quiet">The tracker that the in-memory connections of this clock share; a new one by default.</param>
    public ManualClock(DateTimeOffset start, QuietTracker? quiet = null)
        : base(start)
    {
        Quiet = quiet ?? new QuietTracker();
        _now = Start;
        _driver = new QuietDriver(this);
    }

    /// <summary>Tells when nothing moves; give it to every in-memory connection that lives on this clock.</summary>
    public QuietTracker Quiet { get; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (Gate) return _now;
    }

    public override long GetTimestamp() => (GetUtcNow() - Start).Ticks;

    /// <summary>Moves time on, firing every timer on the way. Nobody gets a chance to answer in between: see <see cref="AdvanceQuietlyAsync"/>.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves time on from timer to timer, and waits for quiet before each and at the end.</summary>
    public async Task AdvanceQuietlyAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        await Quiet.WaitAsync(cancellationToken);
        do
        {
            AdvanceTo(Earlier(NextDue, end));
            await Quiet.WaitAsync(cancellationToken);
        }
        while (GetUtcNow() < end || NextDue <= end);
    }

    /// <summary>
    /// Waits for a step, moving time from timer to timer whenever nothing else moves. Several steps may be waited for at once.
    /// </summary>
    /// <param name="step">What is waited for; its result or exception is the caller's to collect.</param>
    /// <param name="limit">How much virtual time it may take.</param>
    /// <param name="what">What is waited for, in words for the error.</param>
    /// <exception cref="TimeoutException">It did not happen within the limit, or no timer is left that could bring it about.</exception>
    public Task AdvanceWhenQuietAsync(Task step, TimeSpan limit, string what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _driver.WaitAsync(step, limit, what, cancellationToken);
    }

    private protected override DateTimeOffset NowLocked() => _now;

    private protected override void MoveLocked(DateTimeOffset instant) => _now = instant;

    private protected override void TimerSet(TimeSpan dueTime)
    {
        if (dueTime == TimeSpan.Zero) ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.AdvanceTo(clock.GetUtcNow()), this, preferLocal: false);
    }
}
