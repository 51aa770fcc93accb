using Harness.Wire.Time;

namespace Harness.Wire.Tests.Time;

public sealed class ManualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 3, 30, 0, TimeSpan.FromHours(3.5));

    private readonly ManualClock _clock = new(Start);

    [Fact]
    public void Clock_stands_still_in_utc_until_it_is_moved()
    {
        _clock.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);
        _clock.LocalTimeZone.ShouldBe(TimeZoneInfo.Utc);
        var stamp = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1500));
        _clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromMilliseconds(1500));
        _clock.GetUtcNow().ShouldBe(Start.AddMilliseconds(1500));
    }

    [Fact]
    public void Timers_fire_in_order_of_their_instants_with_the_clock_at_each()
    {
        var fired = new List<string>();
        using var third = Timer("c", 30, fired);
        using var first = Timer("a", 10, fired);
        using var second = Timer("b", 20, fired);
        using var alsoSecond = Timer("b2", 20, fired);
        using var later = Timer("later", 41, fired);
        _clock.Advance(TimeSpan.FromSeconds(40));
        fired.ShouldBe(["a@10", "b@20", "b2@20", "c@30"]);
        _clock.NextDue.ShouldBe(Start.AddSeconds(41));
    }

    [Fact]
    public void Periodic_timer_fires_at_each_period_between_other_timers()
    {
        var fired = new List<string>();
        using var periodic = _clock.CreateTimer(_ => fired.Add("p@" + Seconds), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        using var single = Timer("s", 20, fired);
        _clock.Advance(TimeSpan.FromSeconds(30));
        fired.ShouldBe(["p@5", "p@15", "s@20", "p@25"]);
    }

    [Fact]
    public void Timer_that_was_changed_or_disposed_keeps_only_its_last_setting()
    {
        var fired = new List<string>();
        using var changed = Timer("changed", 10, fired);
        changed.Change(TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        var disposed = Timer("disposed", 10, fired);
        disposed.Dispose();
        disposed.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).ShouldBeFalse();
        using var stopped = Timer("stopped", 10, fired);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.NextDue.ShouldBe(Start.AddSeconds(20));
        _clock.Advance(TimeSpan.FromSeconds(60));
        fired.ShouldBe(["changed@20"]);
        _clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public void Timer_set_by_a_timer_fires_on_the_same_way()
    {
        var fired = new List<string>();
        ITimer? inner = null;
        using var outer = _clock.CreateTimer(_ => inner = Timer("inner", 5, fired), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(20));
        fired.ShouldBe(["inner@15"]);
        inner!.Dispose();
    }

    [Fact]
    public async Task Timer_due_at_once_fires_without_moving_the_clock()
    {
        var fired = new TaskCompletionSource();
        using var timer = _clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await fired.Task.InTime("the timer");
        _clock.GetUtcNow().ShouldBe(Start);
    }

    [Fact]
    public void Timer_runs_in_the_context_of_its_creator()
    {
        var local = new AsyncLocal<string> { Value = "creator" };
        string? seen = null;
        using var timer = _clock.CreateTimer(_ => seen = local.Value, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        local.Value = "mover";
        _clock.Advance(TimeSpan.FromSeconds(1));
        seen.ShouldBe("creator");
    }

    [Fact]
    public async Task Delays_and_cancellation_of_the_runtime_follow_the_clock()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(3), _clock);
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(4), _clock);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await delay.InTime("the delay");
        source.IsCancellationRequested.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        source.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Clock_never_goes_back()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        _clock.AdvanceTo(Start.AddDays(-1));
        _clock.GetUtcNow().ShouldBe(Start);
    }

    private double Seconds => (_clock.GetUtcNow() - Start).TotalSeconds;

    private ITimer Timer(string name, int seconds, List<string> fired) =>
        _clock.CreateTimer(_ => fired.Add($"{name}@{Seconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
