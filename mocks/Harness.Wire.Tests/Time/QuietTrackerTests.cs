using Harness.Wire.Time;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Time;

[Collection(AloneCollection.Name)]
public sealed class QuietTrackerTests
{
    private readonly QuietTracker _quiet = new();

    [Fact]
    public async Task Quiet_comes_where_nothing_moves() => await WaitAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Quiet_waits_for_a_message_that_is_passed_on_from_hand_to_hand(int hops)
    {
        const int Hands = 5;
        var pairs = Enumerable.Range(0, Hands).Select(_ => InMemoryDuplex.CreatePair(quiet: _quiet)).ToArray();
        var arrived = 0;
        var passing = Enumerable.Range(0, Hands).Select(hand => Task.Run(async () =>
        {
            var buffer = new byte[1];
            while (await pairs[hand].Server.ReadAsync(buffer.AsMemory(), CancellationToken.None) > 0)
            {
                for (var i = 0; i < hops; i++) await Task.Yield();
                Work(arrived + hand);
                if (hand + 1 < Hands) await pairs[hand + 1].Client.WriteAsync(buffer.AsMemory(), CancellationToken.None);
                else Interlocked.Increment(ref arrived);
            }
        })).ToArray();

        for (var round = 1; round <= 300; round++)
        {
            await pairs[0].Client.WriteAsync(new byte[1].AsMemory(), CancellationToken.None);
            await WaitAsync();
            arrived.ShouldBe(round);
        }

        foreach (var (client, _) in pairs) client.Dispose();
        await Task.WhenAll(passing).InTime("the hands to let go");
    }

    [Fact]
    public async Task Quiet_comes_though_a_reader_never_comes_back()
    {
        var (client, server) = InMemoryDuplex.CreatePair(quiet: _quiet);
        await client.WriteAsync(new byte[10].AsMemory(), CancellationToken.None);
        (await server.ReadAsync(new byte[5].AsMemory(), CancellationToken.None)).ShouldBe(5);
        await WaitAsync();
        await WaitAsync();
    }

    [Fact]
    public async Task Quiet_comes_though_a_pool_thread_is_blocked()
    {
        using var release = new ManualResetEventSlim();
        var blocked = Task.Run(release.Wait);
        await WaitAsync();
        await WaitAsync();
        release.Set();
        await blocked.InTime("the blocked thread");
        await WaitAsync();
    }

    [Fact]
    public async Task Quiet_does_not_come_while_somebody_says_that_he_is_busy()
    {
        var busy = _quiet.Busy();
        var waiting = _quiet.WaitAsync(CancellationToken.None);
        // One watch looks for everybody, and at the earlier ones first: whoever came later sees its quiet while this one must not.
        for (var later = 0; later < 3; later++) await new QuietTracker().WaitAsync(TestContext.Current.CancellationToken).InTime("the quiet of another");
        waiting.IsCompleted.ShouldBeFalse();
        busy.Dispose();
        busy.Dispose();
        await waiting.InTime("quiet");
    }

    [Fact]
    public async Task Wait_for_quiet_can_be_cancelled()
    {
        using var busy = _quiet.Busy();
        using var source = new CancellationTokenSource();
        var waiting = _quiet.WaitAsync(source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.InTime("the cancellation"));
    }

    private Task WaitAsync() => _quiet.WaitAsync(TestContext.Current.CancellationToken).InTime("quiet");

    /// <summary>A moment of computing, now short and now long, in which a thread can be seen by nobody but the pool.</summary>
    private static void Work(int turn)
    {
        for (var i = 0; i < turn % 10 * 3000; i++) Thread.SpinWait(1);
    }
}
