using Harness.Wire.Time;

namespace Harness.Wire.Tests.Time;

public sealed class RunningClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 15, 0, TimeSpan.Zero);

    private readonly ManualClock _beneath = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 3600)]
    [InlineData(0.5, 30)]
    public void Clock_starts_where_told_and_runs_at_its_speed(double speed, int seconds)
    {
        var clock = new RunningClock(Start, speed, _beneath);
        var begin = clock.GetTimestamp();
        clock.GetUtcNow().ShouldBe(Start);

        _beneath.Advance(TimeSpan.FromSeconds(60));

        clock.GetUtcNow().ShouldBe(Start.AddSeconds(seconds));
        clock.GetElapsedTime(begin).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Timer_waits_on_the_faster_clock()
    {
        var fired = 0;
        using var timer = new RunningClock(Start, 10, _beneath).CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));

        _beneath.Advance(TimeSpan.FromSeconds(2.9));
        fired.ShouldBe(0);
        _beneath.Advance(TimeSpan.FromSeconds(0.1));
        fired.ShouldBe(1);
        _beneath.Advance(TimeSpan.FromSeconds(2));
        fired.ShouldBe(3);
    }

    [Fact]
    public void Changed_timer_waits_on_the_faster_clock_too()
    {
        var fired = 0;
        using var timer = new RunningClock(Start, 10, _beneath).CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromSeconds(50), Timeout.InfiniteTimeSpan);
        _beneath.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe(1);
    }

    [Fact]
    public void Timer_beyond_every_wait_is_taken()
    {
        using var timer = new RunningClock(Start, 0.001, _beneath).CreateTimer(_ => { }, null, TimeSpan.FromDays(10), Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromDays(20), Timeout.InfiniteTimeSpan).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Speed_that_does_not_move_time_is_refused(double speed) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RunningClock(Start, speed, _beneath));
}
