namespace Harness.Wire.Time;

/// <summary>
/// A clock that somebody steers while it runs: faster, slower, not at all, or on to an instant. It never goes back, and no change of its pace makes
/// it jump. Timers fire one after another, in the order in which they are due.
/// </summary>
public sealed class SteeredClock : QueuedClock
{
    /// <summary>Slower or faster it does not get.</summary>
    public const double SlowestSpeed = 0.001;

    /// <inheritdoc cref="SlowestSpeed"/>
    public const double FastestSpeed = 100_000;

    /// <summary>A longer wait is taken up again: the timers of the base class library know 49 days at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _beneath;
    private readonly double _startSpeed;

    /// <summary>Held by whoever fires timers, so that they never overtake each other.</summary>
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ITimer _alarm;
    private volatile ClockCourse _course;
    private DateTimeOffset? _alarmAt;
    private double _speed;
    private bool _isPaused;
    private bool _isHeld;

    /// <param name="beneath">The clock that drives it.</param>
    /// <param name="start">What it shows at first; null takes the time beneath.</param>
    /// <param name="speed">Its seconds per second beneath.</param>
    /// <param name="isManual">It stands still until it is moved or resumed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not run at that speed.</exception>
    public SteeredClock(TimeProvider beneath, DateTimeOffset? start = null, double speed = 1, bool isManual = false)
        : base(start ?? beneath.GetUtcNow())
    {
        _beneath = beneath;
        _speed = _startSpeed = Checked(speed);
        _isPaused = isManual;
        Kind = isManual ? ClockKind.Manual : start is null && speed == 1 ? ClockKind.Real : ClockKind.Virtual;
        _course = new ClockCourse(beneath, beneath.GetTimestamp(), 0, Pace);
        _alarm = beneath.CreateTimer(static clock => ((SteeredClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ClockKind Kind { get; }

    /// <summary>Its seconds per second of the clock beneath; while it is paused, what it goes on with.</summary>
    public double Speed
    {
        get { lock (Gate) return _speed; }
    }

    public bool IsPaused
    {
        get { lock (Gate) return _isPaused; }
    }

    public override bool IsStill => IsPaused;

    public override TimeZoneInfo LocalTimeZone => Kind == ClockKind.Real ? _beneath.LocalTimeZone : TimeZoneInfo.Utc;

    private double Pace => _isPaused || _isHeld ? 0 : _speed;

    public override long GetTimestamp() => _course.Ticks;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_course.Ticks);

    /// <summary>Runs faster or slower from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not run at that speed.</exception>
    public void SetSpeed(double speed) => Change(() => _speed = Checked(speed));

    /// <summary>Stands still from now on. Timers that are due already still fire.</summary>
    public void Pause() => Change(() => _isPaused = true);

    /// <summary>Runs on from where it stands.</summary>
    public void Resume() => Change(() => _isPaused = false);

    /// <summary>Runs, or stands still, as it did at first; what it shows is not taken back.</summary>
    public void Restart() => Change(() => (_speed, _isPaused) = (_startSpeed, Kind == ClockKind.Manual));

    /// <summary>
    /// Stops the clock for somebody who moves it with <see cref="QueuedClock.AdvanceTo"/>, one at a time. It runs on, as before, when the hold is disposed.
    /// </summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return Held();
    }

    /// <inheritdoc/>
    /// <remarks>Waits for its turn among those who fire timers: not to be called by one of this clock's own.</remarks>
    public override void Advance(TimeSpan by)
    {
        _turn.Wait();
        using var hold = Held();
        base.Advance(by);
    }

    internal override async Task<IDisposable?> HeldAsync(CancellationToken cancellationToken) => await HoldAsync(cancellationToken);

    private protected override DateTimeOffset NowLocked() => GetUtcNow();

    private protected override void MoveLocked(DateTimeOffset instant) => _course = _course.Then(Pace, (instant - Start).Ticks);

    private protected override void TimerSet(TimeSpan dueTime) => SetAlarm();

    private static double Checked(double speed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, SlowestSpeed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(speed, FastestSpeed);
        return double.IsNaN(speed) ? throw new ArgumentOutOfRangeException(nameof(speed)) : speed;
    }

    private void Change(Action change)
    {
        lock (Gate)
        {
            change();
            _course = _course.Then(Pace);
            _alarmAt = null;
        }

        SetAlarm();
    }

    /// <summary>Makes the clock beneath ring when the next timer is due, unless it will anyway.</summary>
    private void SetAlarm()
    {
        lock (Gate)
        {
            if (NextLocked() is not { } due || due == _alarmAt) return;
            var left = due - NowLocked();
            if (left > TimeSpan.Zero && _course.Speed == 0) return;
            _alarmAt = due;
            _alarm.Change(left > TimeSpan.Zero ? Wait(left) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>In whole milliseconds, rounded up: the timers beneath know no less, and one that rings too early rings twice.</summary>
    private TimeSpan Wait(TimeSpan left)
    {
        var milliseconds = Math.Ceiling(left.TotalMilliseconds / _course.Speed);
        return milliseconds < LongestWait.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : LongestWait;
    }

    private void Ring()
    {
        lock (Gate) _alarmAt = null;

        // Somebody else fires timers: they set the alarm when they have done.
        if (!_turn.Wait(0)) return;
        try
        {
            FireDue();
        }
        finally
        {
            _turn.Release();
        }

        SetAlarm();
    }

    /// <summary>Fires what is due now. What becomes due meanwhile has its own turn, so that whoever waits to move the clock gets theirs.</summary>
    private void FireDue()
    {
        var now = GetUtcNow();
        while (TakeDue(now) is { } timer) timer.Fire();
    }

    /// <summary>By whoever has the turn.</summary>
    private Hold Held()
    {
        Change(() => _isHeld = true);
        return new Hold(this);
    }

    private void Release()
    {
        Change(() => _isHeld = false);
        _turn.Release();

        // An alarm that rang in between found the turn taken.
        SetAlarm();
    }

    private sealed class Hold(SteeredClock clock) : IDisposable
    {
        private SteeredClock? _clock = clock;

        public void Dispose() => Interlocked.Exchange(ref _clock, null)?.Release();
    }
}
