namespace Harness.Wire.Time;

/// <summary>
/// A clock that keeps its timers itself, in the order in which they are due, and so can be moved from one to the next.
/// Whoever moves it fires them, with the clock at each one's instant.
/// </summary>
public abstract class QueuedClock : TimeProvider
{
    /// <summary>By instant, then in the order they were set. A timer that is called off leaves at once: most never fire.</summary>
    private readonly SortedSet<QueuedTimer> _timers = new(Comparer<QueuedTimer>.Create(static (one, other) => one.Place!.Value.CompareTo(other.Place!.Value)));
    private readonly QuietDriver _driver;
    private long _settings;

    private protected QueuedClock(DateTimeOffset start, QuietTracker? quiet = null)
    {
        Start = start.ToUniversalTime();
        Quiet = quiet ?? new QuietTracker();
        _driver = new QuietDriver(this);
    }

    /// <summary>What it showed at first.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Tells when nothing moves; give it to every in-memory connection that lives on this clock.</summary>
    public QuietTracker Quiet { get; }

    /// <summary>Whether it shows the same time until somebody moves it.</summary>
    public abstract bool IsStill { get; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires, or null if none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (Gate) return NextLocked();
        }
    }

    /// <summary>Guards the timers and whatever the time is made of.</summary>
    private protected Lock Gate { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new QueuedTimer(this, callback, state);
        Set(timer, dueTime, period);
        return timer;
    }

    /// <summary>Moves time on to an instant and fires every timer on the way; does nothing if it has passed.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (TakeDue(instant) is { } timer) timer.Fire();
    }

    /// <summary>Moves time on, firing every timer on the way. Nobody gets a chance to answer in between: see <see cref="AdvanceQuietlyAsync"/>.</summary>
    public virtual void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves time on from timer to timer, and waits for quiet before each and at the end. A clock that runs stands still meanwhile.</summary>
    public async Task AdvanceQuietlyAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        using var hold = await HeldAsync(cancellationToken);
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

    /// <summary>Keeps the clock from running, for whoever moves it, until disposed; null for one that never runs.</summary>
    internal virtual Task<IDisposable?> HeldAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    internal bool Set(QueuedTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (Gate)
        {
            if (timer.IsDisposed) return false;
            TakeOut(timer);
            timer.Period = period;
            if (dueTime < TimeSpan.Zero) return true;
            PutIn(timer, NowLocked() + dueTime);
        }

        TimerSet(dueTime);
        return true;
    }

    internal void Remove(QueuedTimer timer)
    {
        lock (Gate)
        {
            timer.IsDisposed = true;
            TakeOut(timer);
        }
    }

    private protected abstract DateTimeOffset NowLocked();

    /// <summary>The clock now stands at this instant, which lies ahead.</summary>
    private protected abstract void MoveLocked(DateTimeOffset instant);

    /// <summary>A timer was set that is due so long from now. It must not fire on this thread: whoever sets one does not expect its callback before the setting returns.</summary>
    private protected abstract void TimerSet(TimeSpan dueTime);

    private protected DateTimeOffset? NextLocked() => _timers.Min?.Place!.Value.Due;

    private protected static DateTimeOffset Earlier(DateTimeOffset? due, DateTimeOffset end) => due < end ? due.Value : end;

    /// <summary>Moves the clock to the next timer and takes it; at the last, moves it to the instant and returns null.</summary>
    private protected QueuedTimer? TakeDue(DateTimeOffset instant)
    {
        lock (Gate)
        {
            var due = NextLocked();
            var target = Earlier(due, instant);
            if (target > NowLocked()) MoveLocked(target);
            if (due is null || due > instant) return null;
            var timer = _timers.Min!;
            TakeOut(timer);
            if (timer.Period > TimeSpan.Zero) PutIn(timer, due.Value + timer.Period);
            return timer;
        }
    }

    private void PutIn(QueuedTimer timer, DateTimeOffset due)
    {
        timer.Place = (due, ++_settings);
        _timers.Add(timer);
    }

    private void TakeOut(QueuedTimer timer)
    {
        if (timer.Place is not null) _timers.Remove(timer);
        timer.Place = null;
    }
}
