using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>An hour in which a few clients do whatever comes to their mind, against every rule that binds a server.</summary>
public sealed class AirAlgoHourTests
{
    private static readonly string[] Tokens = ["22", "25", "2442", "2885", "35013", "3045", "999999", "", "RELIANCE", "سهام"];

    private static readonly string[] Odd =
    [
        "", "no json", "[]", "null", "{}", """{"topic":"api:demo-key","event":"subscribe","payload":null,"ref":"1"}""",
        """{"topic":"api:demo-key","event":"subscribe","payload":{"list":[]},"ref":""}""",
        """{"topic":"api:demo-key","event":"subscribe","payload":{"list":[22]},"ref":"7"}""",
        """{"topic":"api:demo-key","event":"unsubscribe","payload":{"list":"22"},"ref":"8"}""",
        """{"topic":"api:demo-key","event":"fly","payload":{},"ref":null}""",
        """{"topic":"api:demo-key","event":"order","payload":{},"ref":"9"}""",
        """{"topic":"api:demo-key","event":"order","payload":{"token_number":"2885","quantity":1e400},"ref":"9"}""",
        """{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"10","ref":"11"}""",
        """{"topic":"\ud800","event":"heartbeat","payload":{},"ref":"10"}""",
        """{"topic":"lobby","event":"phx_join","payload":{},"ref":"12","join_ref":"12"}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20260302)]
    public async Task Hour_of_random_requests_orders_losses_and_returns_breaks_no_rule(int seed)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Seed = (ulong)seed, Rate = 0.2, Protocols = ["airalgo"], OneSession = true });
        var judged = new JudgedSession("airalgo");
        mock.Server.Journal.Attach(judged);
        var random = new Random(seed);
        var peers = new Peer?[3];
        for (var turn = 0; turn < 720; turn++)
        {
            var at = random.Next(peers.Length);
            peers[at] = await ActAsync(mock, peers[at], random);
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }

        foreach (var peer in peers)
        {
            if (peer is not null) await peer.DisposeAsync();
        }

        judged.Faults.ShouldBeEmpty(string.Join('\n', judged.Faults.Take(5)));
        judged.Frames.ShouldBeGreaterThan(1_000);
    }

    private static async Task<Peer?> ActAsync(PlayedMock mock, Peer? peer, Random random)
    {
        if (peer is null)
        {
            var fresh = await Peer.ConnectAsync(mock.Server, AirAlgoPeer.Socket);
            if (random.Next(8) > 0) Say(fresh, "phx_join", new { access_token = await AirAlgoPeer.TokenAsync(mock) });
            return fresh;
        }

        switch (random.Next(14))
        {
            case 0:
                await peer.DisposeAsync();
                return null;
            case 1:
                Say(peer, "phx_join", new { access_token = random.Next(2) == 0 ? "bad" : await AirAlgoPeer.TokenAsync(mock, random.Next(2) == 0 ? "demo-key" : "expired-key") });
                break;
            case 2:
                Say(peer, "phx_join", new { access_token = await AirAlgoPeer.TokenAsync(mock) });
                break;
            case 3:
                Say(peer, "phx_leave", new { });
                break;
            case 4:
                peer.Send(Odd[random.Next(Odd.Length)]);
                break;
            case 5:
                peer.Send(WireMessage.Binary("binary"u8));
                break;
            case 6 or 7:
                Say(peer, "unsubscribe", new { list = List(random) });
                break;
            case 8 or 9 or 10:
                Say(peer, "order", Order(random));
                break;
            default:
                Say(peer, "subscribe", new { list = List(random) });
                break;
        }

        return peer;
    }

    private static void Say(Peer peer, string name, object payload) =>
        peer.Send($$"""{"topic":"{{AirAlgoPeer.Topic}}","event":"{{name}}","payload":{{JsonSerializer.Serialize(payload)}},"ref":"{{name}}"}""");

    private static string[] List(Random random) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Tokens[random.Next(Tokens.Length)])];

    private static object Order(Random random)
    {
        var price = random.Next(5) == 0 ? 0 : 137000 + random.Next(-1500, 1500);
        return new
        {
            token_number = Tokens[random.Next(Tokens.Length)],
            market_limit_sl = ((string[])["market", "limit", "sl", "slm", "stop"])[random.Next(5)],
            price,
            order_type = random.Next(10) == 0 ? "X" : random.Next(2) == 0 ? "B" : "S",
            trigger_price = random.Next(5) == 0 ? 0 : price + random.Next(-200, 200),
            validity = random.Next(15) == 0 ? "IOC" : "Day",
            quantity = random.Next(12) == 0 ? -1 : random.Next(1, 60),
            ltp = random.Next(8) == 0 ? 0 : 137000,
        };
    }
}
