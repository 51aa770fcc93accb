namespace Harness.Wire.Time;

/// <summary>
/// A clock that stands still until it is moved. Timers fire on the thread that moves it, in the order in which they are due, with the clock at each
/// one's instant; a timer set to be due at once fires on the thread pool. The local time zone is UTC.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    /// <summary>By instant, then in the order they were set. A timer that is called off leaves at once: most never fire.</summary>
    private readonly SortedDictionary<(DateTimeOffset Due, long Setting), ManualTimer> _timers = [];
    private readonly QuietDriver _driver;
    private DateTimeOffset _now;
    private long _settings;

    /// <param name="quiet">The tracker that the in-memory connections of this clock share; a new one by default.</param>
    public ManualClock(DateTimeOffset start, QuietTracker? quiet = null)
    {
        Start = start.ToUniversalTime();
        Quiet = quiet ?? new QuietTracker();
        _now = Start;
        _driver = new QuietDriver(this);
    }

    public DateTimeOffset Start { get; }

    /// <summary>Tells when nothing moves; give it to every in-memory connection that lives on this clock.</summary>
    public QuietTracker Quiet { get; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires, or null if none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate) return NextLocked();
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => (GetUtcNow() - Start).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        Set(timer, dueTime, period);
        return timer;
    }

    /// <summary>Moves time on, firing every timer on the way. Nobody gets a chance to answer in between: see <see cref="AdvanceQuietlyAsync"/>.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves time on to an instant; does nothing if it has passed.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (TakeDue(instant) is { } timer) timer.Fire();
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

    internal bool Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (timer.IsDisposed) return false;
            TakeOut(timer);
            timer.Period = period;
            if (dueTime < TimeSpan.Zero) return true;
            PutIn(timer, _now + dueTime);
        }

        // Not on this thread: whoever sets a timer does not expect its callback before the setting returns.
        if (dueTime == TimeSpan.Zero) ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.AdvanceTo(clock.GetUtcNow()), this, preferLocal: false);
        return true;
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            TakeOut(timer);
        }
    }

    private void PutIn(ManualTimer timer, DateTimeOffset due)
    {
        timer.Place = (due, ++_settings);
        _timers.Add(timer.Place.Value, timer);
    }

    private void TakeOut(ManualTimer timer)
    {
        if (timer.Place is { } place) _timers.Remove(place);
        timer.Place = null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset? due, DateTimeOffset end) => due < end ? due.Value : end;

    /// <summary>Moves the clock to the next timer and takes it; at the last, moves it to the instant and returns null.</summary>
    private ManualTimer? TakeDue(DateTimeOffset instant)
    {
        lock (_gate)
        {
            var due = NextLocked();
            var target = Earlier(due, instant);
            if (target > _now) _now = target;
            if (due is null || due > instant) return null;
            var timer = _timers.First().Value;
            TakeOut(timer);
            if (timer.Period > TimeSpan.Zero) PutIn(timer, due.Value + timer.Period);
            return timer;
        }
    }

    private DateTimeOffset? NextLocked() => _timers.Count == 0 ? null : _timers.First().Key.Due;
}
