using Harness.Conformance.Runs;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Runs;

public sealed class HostJitterTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Machine_that_is_in_time_has_none()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        await using var jitter = await StartAsync(clock);
        jitter.During(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Delay_counts_for_the_time_in_which_it_happened()
    {
        var clock = new LateClock();
        await using var jitter = await StartAsync(clock);
        clock.Tick(TimeSpan.FromMilliseconds(520));
        jitter.During(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromMilliseconds(500));
        for (var i = 0; i < 100; i++) clock.Tick(Period);
        jitter.During(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.Zero);
        jitter.During(TimeSpan.FromSeconds(10)).ShouldBe(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Delay_that_still_goes_on_counts()
    {
        var clock = new LateClock();
        await using var jitter = await StartAsync(clock);
        clock.Pass(TimeSpan.FromMilliseconds(320));
        jitter.During(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Delay_costs_more_of_a_time_that_runs_faster()
    {
        var clock = new LateClock();
        await using var jitter = await StartAsync(clock, speed: 20);
        clock.Tick(TimeSpan.FromMilliseconds(120));
        jitter.During(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 20; i++) clock.Tick(Period);
        jitter.During(TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.Zero);
        jitter.During(TimeSpan.FromSeconds(10)).ShouldBe(TimeSpan.FromSeconds(2));
    }

    private static async Task<HostJitter> StartAsync(TimeProvider clock, double speed = 1)
    {
        var jitter = new HostJitter(clock, speed);
        var calibrated = jitter.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            if (clock is LateClock late) late.Tick(Period);
            else ((ManualClock)clock).Advance(Period);
        }

        await calibrated.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        return jitter;
    }

    /// <summary>A clock whose one timer fires as late as a test says.</summary>
    private sealed class LateClock : TimeProvider
    {
        private Action _fire = static () => { };
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;

        public void Tick(TimeSpan after)
        {
            Pass(after);
            _fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
