using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.Server;

/// <summary>Measures the heap, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public async Task Ten_thousand_connects_and_disconnects_leave_no_memory_behind()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0, JournalBytes = 1 << 20 });
        var token = await mock.LogInAsync();
        await ComeAndGoAsync(mock, token, 3_000);
        var warm = HeapAfterCollection();

        await ComeAndGoAsync(mock, token, 7_000);
        var after = HeapAfterCollection();

        (await mock.GetJsonAsync("/__admin/health")).GetProperty("connections_accepted").GetInt64().ShouldBe(10_000);
        // The journal is full in both measurements. The noise of a test run is allowed, half a kilobyte for each of the seven thousand is not.
        (after - warm).ShouldBeLessThan(3_500_000);
    }

    private static async Task ComeAndGoAsync(PlayedMock mock, string token, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
            await peer.NextAsync();
        }
    }

    private static long HeapAfterCollection()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
