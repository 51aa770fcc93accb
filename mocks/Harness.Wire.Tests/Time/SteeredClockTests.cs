using Harness.Wire.Time;

namespace Harness.Wire.Tests.Time;

public sealed class SteeredClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _beneath = new(Wall);
    private readonly List<string> _fired = [];

    [Fact]
    public void Clock_shows_the_time_beneath_unless_told_otherwise()
    {
        var clock = new SteeredClock(_beneath);
        Pass(60);

        clock.GetUtcNow().ShouldBe(Wall.AddSeconds(60));
        clock.Kind.ShouldBe(ClockKind.Real);
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 3600)]
    [InlineData(0.5, 30)]
    public void Clock_starts_where_told_and_runs_at_its_speed(double speed, int seconds)
    {
        var clock = new SteeredClock(_beneath, Start, speed);
        var begin = clock.GetTimestamp();
        clock.GetUtcNow().ShouldBe(Start);
        Pass(60);

        clock.GetUtcNow().ShouldBe(Start.AddSeconds(seconds));
        clock.GetElapsedTime(begin).ShouldBe(TimeSpan.FromSeconds(seconds));
        clock.Kind.ShouldBe(ClockKind.Virtual);
    }

    [Fact]
    public void Change_of_speed_makes_no_jump_and_timers_keep_their_instants()
    {
        var clock = new SteeredClock(_beneath, Start);
        using var timer = Timer(clock, "a", 100);
        Pass(10);

        clock.SetSpeed(9);
        clock.GetUtcNow().ShouldBe(Start.AddSeconds(10));
        Pass(9.9);
        _fired.ShouldBeEmpty();
        Pass(0.1);

        _fired.ShouldBe(["a@100"]);
        clock.SetSpeed(0.5);
        Pass(20);
        clock.GetUtcNow().ShouldBe(Start.AddSeconds(110));
    }

    [Fact]
    public void Paused_clock_stands_still_and_runs_on_from_there()
    {
        var clock = new SteeredClock(_beneath, Start);
        using var timer = Timer(clock, "a", 10);
        Pass(4);

        clock.Pause();
        Pass(1000);
        clock.GetUtcNow().ShouldBe(Start.AddSeconds(4));
        clock.IsPaused.ShouldBeTrue();
        _fired.ShouldBeEmpty();

        clock.Resume();
        Pass(6);
        _fired.ShouldBe(["a@10"]);
    }

    [Fact]
    public async Task Clock_that_is_moved_fires_every_timer_in_order_at_its_instant_and_runs_on()
    {
        var clock = new SteeredClock(_beneath, Start);
        using var second = Timer(clock, "b", 20);
        using var first = Timer(clock, "a", 10);
        using var later = Timer(clock, "later", 65);
        Pass(1);

        using (await clock.HoldAsync(TestContext.Current.CancellationToken))
        {
            Pass(500);
            clock.GetUtcNow().ShouldBe(Start.AddSeconds(1));
            clock.AdvanceTo(Start.AddSeconds(61));
        }

        _fired.ShouldBe(["a@10", "b@20"]);
        Pass(4);
        _fired.ShouldBe(["a@10", "b@20", "later@65"]);
    }

    [Fact]
    public async Task Clock_is_moved_by_one_at_a_time()
    {
        var clock = new SteeredClock(_beneath, Start, isManual: true);
        var hold = await clock.HoldAsync(TestContext.Current.CancellationToken);

        var next = clock.HoldAsync(TestContext.Current.CancellationToken);
        next.IsCompleted.ShouldBeFalse();
        hold.Dispose();

        (await next.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken)).Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clock_that_is_advanced_fires_its_timers_and_goes_on_as_it_was(bool isManual)
    {
        var clock = new SteeredClock(_beneath, Start, isManual: isManual);
        using var first = Timer(clock, "a", 10);
        using var later = Timer(clock, "later", 65);

        clock.Advance(TimeSpan.FromSeconds(60));
        Pass(5);

        clock.IsStill.ShouldBe(isManual);
        _fired.ShouldBe(isManual ? ["a@10"] : ["a@10", "later@65"]);
        Should.Throw<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
        clock.Advance(TimeSpan.FromSeconds(5));
        _fired.ShouldBe(["a@10", "later@65"]);
    }

    [Fact]
    public void Manual_clock_stands_still_until_it_is_resumed()
    {
        var clock = new SteeredClock(_beneath, Start, speed: 10, isManual: true);
        Pass(60);
        clock.GetUtcNow().ShouldBe(Start);
        clock.Kind.ShouldBe(ClockKind.Manual);

        clock.Resume();
        Pass(6);

        clock.GetUtcNow().ShouldBe(Start.AddSeconds(60));
    }

    [Fact]
    public async Task Timer_due_at_once_fires_while_the_clock_stands_but_not_on_the_thread_that_sets_it()
    {
        var clock = new SteeredClock(TimeProvider.System, Start, isManual: true);
        var fired = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = clock.CreateTimer(_ => fired.TrySetResult(Environment.CurrentManagedThreadId), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Restart_takes_pace_and_pause_back_and_leaves_the_time()
    {
        var clock = new SteeredClock(_beneath, Start, speed: 2);
        clock.SetSpeed(100);
        Pass(1);
        clock.Pause();

        clock.Restart();

        clock.GetUtcNow().ShouldBe(Start.AddSeconds(100));
        (clock.Speed, clock.IsPaused).ShouldBe((2, false));
    }

    [Fact]
    public void Timer_set_behind_the_alarm_of_a_later_one_fires_in_time()
    {
        var clock = new SteeredClock(_beneath, Start, speed: 10);
        using var late = Timer(clock, "late", 300);
        using var early = Timer(clock, "early", 30);
        Pass(2.9);
        _fired.ShouldBeEmpty();
        Pass(0.1);
        _fired.ShouldBe(["early@30"]);

        early.Change(TimeSpan.FromSeconds(50), Timeout.InfiniteTimeSpan);
        Pass(5);

        _fired.ShouldBe(["early@30", "early@80"]);
    }

    [Fact]
    public void Timer_further_off_than_the_clock_beneath_can_wait_fires_all_the_same()
    {
        var clock = new SteeredClock(_beneath, Start, speed: 0.5);
        using var timer = Timer(clock, "a", 86_400);

        Pass(2 * 86_400 - 1);
        _fired.ShouldBeEmpty();
        Pass(1);

        _fired.ShouldBe(["a@86400"]);
    }

    [Fact]
    public void Periodic_timer_keeps_its_beat()
    {
        var clock = new SteeredClock(_beneath, Start, speed: 10);
        using var timer = clock.CreateTimer(_ => _fired.Add($"p@{Seconds(clock)}"), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));

        for (var i = 0; i < 4; i++) Pass(1);

        _fired.ShouldBe(["p@5", "p@15", "p@25", "p@35"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_001)]
    [InlineData(double.NaN)]
    public void Speed_out_of_range_is_refused(double speed)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SteeredClock(_beneath, Start, speed));
        var clock = new SteeredClock(_beneath, Start, 3);
        Should.Throw<ArgumentOutOfRangeException>(() => clock.SetSpeed(speed));
        clock.Speed.ShouldBe(3);
    }

    private void Pass(double seconds) => _beneath.Advance(TimeSpan.FromSeconds(seconds));

    private static double Seconds(SteeredClock clock) => Math.Round((clock.GetUtcNow() - Start).TotalSeconds, 3);

    private ITimer Timer(SteeredClock clock, string name, double seconds) =>
        clock.CreateTimer(_ => _fired.Add($"{name}@{Seconds(clock)}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
