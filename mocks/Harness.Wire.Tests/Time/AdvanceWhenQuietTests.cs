using Harness.Wire.Time;

namespace Harness.Wire.Tests.Time;

[Collection(AloneCollection.Name)]
public sealed class AdvanceWhenQuietTests
{
    [Fact]
    public async Task Time_moves_only_when_both_sides_have_said_what_they_had_to_say()
    {
        // The server pings every 30 s and cuts a client that has not answered 10 s later; each of a hundred pings is answered in time.
        await using var peers = new Peers().Run();
        var answered = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pings = peers.Clock.CreateTimer(_ => peers.Server.SendPing("p"u8), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        using var watch = peers.Clock.CreateTimer(_ =>
        {
            var pongs = peers.AtServer.Rest().Count;
            if (pongs != 1) peers.Server.CloseWithoutHandshake(4000, $"{pongs} pongs");
            if (++answered == 100) done.TrySetResult();
        }, null, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(30));

        await AdvanceAsync(peers.Clock, Task.WhenAny(done.Task, peers.AtServer.Closed), TimeSpan.FromHours(1));
        answered.ShouldBe(100);
        (peers.Clock.GetUtcNow() - peers.Clock.Start).ShouldBe(TimeSpan.FromSeconds(40 + (99 * 30)));
        peers.Server.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Step_that_does_not_happen_is_named_with_its_limit()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var ticking = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var error = await Should.ThrowAsync<TimeoutException>(() => AdvanceAsync(clock, new TaskCompletionSource().Task, TimeSpan.FromSeconds(7.5)));
        error.Message.ShouldContain("00:00:07.5000000 of virtual time for the step");
        clock.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(7.5));
    }

    [Fact]
    public async Task Step_that_no_timer_can_bring_about_is_named()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var error = await Should.ThrowAsync<TimeoutException>(() => AdvanceAsync(clock, new TaskCompletionSource().Task, TimeSpan.FromSeconds(7)));
        error.Message.ShouldContain("nothing moves and no timer is set");
    }

    [Fact]
    public async Task Steps_of_several_waiters_are_each_seen_at_their_own_instant()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var seen = new List<double>();
        async Task WaitAsync(int seconds)
        {
            await AdvanceAsync(clock, Task.Delay(TimeSpan.FromSeconds(seconds), clock), TimeSpan.FromMinutes(1));
            lock (seen) seen.Add((clock.GetUtcNow() - clock.Start).TotalSeconds);
        }

        await Task.WhenAll(WaitAsync(3), WaitAsync(1), WaitAsync(2), WaitAsync(5)).InTime("four waiters");
        seen.ShouldBe([1, 2, 3, 5]);
    }

    [Fact]
    public async Task Running_clock_stands_while_it_is_moved_and_lets_others_move_it_in_turn()
    {
        var beneath = new ManualClock(DateTimeOffset.UnixEpoch);
        var clock = new SteeredClock(beneath);
        using var passing = clock.CreateTimer(_ => beneath.Advance(TimeSpan.FromHours(1)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await Task.WhenAll(
            AdvanceAsync(clock, Task.Delay(TimeSpan.FromSeconds(5), clock), TimeSpan.FromSeconds(5)),
            AdvanceAsync(clock, Task.Delay(TimeSpan.FromSeconds(3), clock), TimeSpan.FromSeconds(5))).InTime("two waiters");

        clock.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(5));
        beneath.Advance(TimeSpan.FromMilliseconds(500));
        clock.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(5.5));
    }

    public static TheoryData<QueuedClock> Clocks =>
    [
        new ManualClock(DateTimeOffset.UnixEpoch),
        new SteeredClock(TimeProvider.System, DateTimeOffset.UnixEpoch, isManual: true),
        new SteeredClock(new ManualClock(DateTimeOffset.UnixEpoch)),
    ];

    [Theory]
    [MemberData(nameof(Clocks), DisableDiscoveryEnumeration = true)]
    public async Task Quiet_advance_lets_everybody_answer_between_two_timers(QueuedClock clock)
    {
        var ticks = new List<double>();
        var ticking = Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
                await Task.Yield();
                ticks.Add((clock.GetUtcNow() - clock.Start).TotalSeconds);
            }
        });
        await clock.Quiet.WaitAsync(CancellationToken.None).InTime("quiet");
        await clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(20), CancellationToken.None).InTime("twenty seconds");
        await ticking.InTime("ten ticks");
        ticks.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        clock.GetUtcNow().ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(20));
    }

    private static Task AdvanceAsync(QueuedClock clock, Task step, TimeSpan limit) =>
        clock.AdvanceWhenQuietAsync(step, limit, "the step", TestContext.Current.CancellationToken).InTime("the step, in virtual time");
}
