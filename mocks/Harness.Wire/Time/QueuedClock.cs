namespace Harness.Wire.Time;

/// <summary>
/// A clock that keeps its timers itself, in the order in which they are due, and so can be moved from one to the next.
/// Whoever moves it fires them, with the clock at each one's instant.
/// </summary>
public abstract class QueuedClock : TimeProvider
{
    /// <summary>By instant, then in the order they were set. A timer that is called off leaves at once: most never fire.</summary>
    private readonly SortedSet<QueuedTimer> _timers = new(Comparer<QueuedTimer>.Create(static (one, other) => one.Place!.Value.CompareTo(other.Place!.Value)));
    private long _settings;

    private protected QueuedClock(DateTimeOffset start) => Start = start.ToUniversalTime();

    /// <summary>What it showed at first.</summary>
    public DateTimeOffset Start { get; }

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
