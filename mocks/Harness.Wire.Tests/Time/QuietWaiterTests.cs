using Harness.Wire.Time;

namespace Harness.Wire.Tests.Time;

public sealed class QuietWaiterTests
{
    private static readonly QuietPatience None = new(TimeSpan.Zero, TimeSpan.Zero, OwnsQueue: false);

    [Fact]
    public void Wait_that_owns_the_queue_outlasts_it_however_long_it_takes()
    {
        var waiter = new QuietWaiter(new QuietTracker(None with { OwnsQueue = true }));
        for (var look = 0; look < 100; look++) Look(waiter, PoolState.Queued);
        waiter.IsOver.ShouldBeFalse();
        Look(waiter, PoolState.Working);
        waiter.IsOver.ShouldBeTrue("it has no patience with a worker");
    }

    [Fact]
    public void Wait_in_a_pool_that_others_keep_busy_ends_when_its_patience_does()
    {
        var waiter = new QuietWaiter(new QuietTracker(None));
        for (var look = 0; look < 2; look++) Look(waiter, PoolState.Queued);
        waiter.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Wait_ends_only_when_the_pool_was_found_idle_again_and_again()
    {
        var waiter = new QuietWaiter(new QuietTracker(QuietPatience.Alone));
        Look(waiter, PoolState.Idle, PoolState.Idle, PoolState.Idle, PoolState.Working, PoolState.Idle, PoolState.Idle);
        waiter.IsOver.ShouldBeFalse();
        Look(waiter, PoolState.Idle);
        waiter.IsOver.ShouldBeTrue();
    }

    private static void Look(QuietWaiter waiter, params PoolState[] states)
    {
        var pool = new PoolActivity();
        foreach (var state in states) waiter.Look(pool, state);
    }
}
