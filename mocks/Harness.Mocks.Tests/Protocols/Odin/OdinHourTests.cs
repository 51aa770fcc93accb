using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>An hour in which a few clients do whatever comes to their mind, against every rule that binds a server.</summary>
public sealed class OdinHourTests
{
    private static readonly string[] Items =
        ["SBIN", "3045", "RELIANCE", "2885", "tcs", " INFY ", "1333", "ITC", "424", "KOTAKBANK", "NO_SUCH_STOCK", "99999", "", "فولاد", "ICICIBANK", "356"];

    private static readonly string[] Odd =
    [
        "", "no json", "[]", "null", "{}", """{"action":null}""", """{"action":"fly"}""", """{"action":"subscribe"}""", """{"action":"subscribe","stocks":[]}""",
        """{"action":"unsubscribe","stocks":[]}""", """{"action":"subscribe","stocks":"SBIN"}""", """{"action":"subscribe","stocks":[3045]}""",
        """{"action":"ping","action":"ping"}""", """{"action":"\ud800"}""", """{"type":"request","action":"ping","timestamp":1e999}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20260302)]
    public async Task Hour_of_random_requests_losses_and_returns_breaks_no_rule(int seed)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Seed = (ulong)seed, Rate = 0.05, Protocols = ["odin"], OneSession = true });
        var judged = new JudgedSession("odin");
        mock.Server.Journal.Attach(judged);
        var random = new Random(seed);
        var peers = new Dictionary<string, OdinPeer>();
        for (var turn = 0; turn < 720; turn++)
        {
            await ActAsync(mock, peers, random);
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }

        foreach (var peer in peers.Values) await peer.DisposeAsync();
        judged.Faults.ShouldBeEmpty(string.Join('\n', judged.Faults.Take(5)));
        judged.Frames.ShouldBeGreaterThan(1_000);
    }

    private static async Task ActAsync(PlayedMock mock, Dictionary<string, OdinPeer> peers, Random random)
    {
        var id = $"client {random.Next(4)}";
        if (!peers.TryGetValue(id, out var peer))
        {
            peers[id] = await OdinPeer.ConnectAsync(mock, id);
            return;
        }

        switch (random.Next(12))
        {
            case 0:
                await peer.DisposeAsync();
                peers.Remove(id);
                break;
            case 1:
                // Takes over: the old connection ends.
                peers[id] = await OdinPeer.ConnectAsync(mock, id);
                await peer.DisposeAsync();
                break;
            case 2:
                peer.Send(Odd[random.Next(Odd.Length)]);
                break;
            case 3 or 4:
                peer.Send(Request("unsubscribe", random));
                break;
            case 5 or 6 or 7:
                peer.Send($$"""{"action":"{{(random.Next(3) switch { 0 => "ping", 1 => "market_status", _ => "get_subscriptions" })}}"}""");
                break;
            default:
                peer.Send(Request("subscribe", random));
                break;
        }
    }

    private static string Request(string action, Random random) =>
        JsonSerializer.Serialize(new { action, stocks = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Items[random.Next(Items.Length)]) });
}
