namespace Harness.Conformance.Runs;

/// <summary>
/// Measures how late this machine is: a timer is asked for again and again, and what it is late by is what every time on the wire may be off by. It
/// calibrates before the first case, and goes on while cases run, since a machine gets busy by what it runs.
/// </summary>
/// <param name="time">The machine's own.</param>
/// <param name="speed">Seconds of the judged clock in one of the machine's: where time runs faster, being late by a moment costs so much more of it.</param>
internal sealed class HostJitter(TimeProvider time, double speed = 1) : IAsyncDisposable
{
    private const int CalibrationTicks = 10;
    private const int Most = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Every machine's timers are late by some milliseconds: not worth keeping.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, TimeSpan Late)> _late = new();
    private readonly TaskCompletionSource _calibrated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private long _last;
    private int _ticks;

    /// <summary>Begins to measure; completes when there is something to go by.</summary>
    public Task StartAsync()
    {
        _last = time.GetTimestamp();
        _timer = time.CreateTimer(static self => ((HostJitter)self!).Tick(), this, Period, Period);
        return _calibrated.Task;
    }

    /// <summary>The worst delay within that time until now, both on the judged clock.</summary>
    public TimeSpan During(TimeSpan past)
    {
        lock (_gate)
        {
            if (_timer is null) return TimeSpan.Zero;
            var now = time.GetTimestamp();
            // A tick that is still owed tells as much as one that came late.
            var owed = time.GetElapsedTime(_last, now) - Period;
            return speed * _late.Where(one => time.GetElapsedTime(one.At, now) - one.Late <= past / speed).Select(one => one.Late).Append(owed > Usual ? owed : TimeSpan.Zero).Max();
        }
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Tick()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var late = time.GetElapsedTime(_last, now) - Period;
            _last = now;
            if (late > Usual) _late.Enqueue((now, late));
            if (_late.Count > Most) _late.Dequeue();
            if (++_ticks >= CalibrationTicks) _calibrated.TrySetResult();
        }
    }
}
