using System.Text;
using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.AirAlgo;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Mocks.Tests.Protocols.Virtuoso;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Server;

/// <summary>Manual clock, same seed, same scenario, same client: the same bytes, tokens, ids and marks of secrets included.</summary>
public sealed class SameBytesTests
{
    private const string Script = """
        version: 1
        name: chance
        protocol: PROTOCOL
        rules:
          - on: timer
            period: 7s
            toxicity: 0.9
            do: [ { send: { type: scripted, drawn: "{{random-int 1 1000000}}", name: "{{fake 'name.fullName'}}" } } ]
        """;

    [Theory]
    [InlineData("ht-tse")]
    [InlineData("ht-ime")]
    [InlineData("odin")]
    [InlineData("airalgo")]
    [InlineData("virtuoso")]
    public async Task Two_runs_say_the_same(string protocol)
    {
        var first = await RunAsync(protocol, seed: 7);

        (await RunAsync(protocol, seed: 7)).ShouldBe(first);
        first.Split('\n').Length.ShouldBeGreaterThan(30);
        first.ShouldContain("scripted");
    }

    [Fact]
    public async Task Another_seed_says_something_else()
    {
        (await RunAsync("virtuoso", seed: 8)).ShouldNotBe(await RunAsync("virtuoso", seed: 7));
    }

    [Fact]
    public async Task Secrets_have_other_marks_on_every_run_that_is_not_to_be_repeated()
    {
        (await MarkAsync(TimeProvider.System)).ShouldNotBe(await MarkAsync(TimeProvider.System));
        (await MarkAsync(new ManualClock(PlayedMock.Start))).ShouldBe(await MarkAsync(new ManualClock(PlayedMock.Start)));

        static async Task<string> MarkAsync(TimeProvider clock)
        {
            await using var mock = await PlayedMock.StartAsync(options => options with { TimeProvider = clock });
            await mock.PostFormAsync("/auth/user/token/issue", ("username", "nobody"), ("password", "wrong"));
            var messages = await mock.GetAsync("/__admin/messages?kind=http&from=client");
            return JsonElement.Parse(messages.Body).GetProperty("messages")[0].GetProperty("frame").GetProperty("http").GetProperty("body").GetString()!;
        }
    }

    /// <summary>Plays a client that does the same every time, and returns its transcripts.</summary>
    private static async Task<string> RunAsync(string protocol, ulong seed)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with
        {
            TimeProvider = new SteeredClock(TimeProvider.System, PlayedMock.Start, isManual: true),
            Seed = seed,
            Protocols = [protocol],
            Rate = 5,
            Scenarios = [ScenarioReader.Read("chance.yaml", Encoding.UTF8.GetBytes(Script.Replace("PROTOCOL", protocol, StringComparison.Ordinal)))],
        });
        await using var peer = await ConnectAsync(mock, protocol);
        for (var i = 0; i < 3; i++) await mock.OrderAsync("/__admin/clock/advance", """{"by":"9s"}""");
        if (protocol is "virtuoso" or "airalgo") await OrderAsync(mock, protocol);
        await mock.OrderAsync("/__admin/clock/advance", """{"by":"9s"}""");

        var sessions = (await mock.GetJsonAsync("/__admin/sessions")).GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("id").GetString()!);
        var transcripts = new StringBuilder();
        foreach (var session in sessions) transcripts.Append((await mock.GetAsync($"/__admin/sessions/{session}/transcript")).Body);
        return transcripts.ToString();
    }

    private static async Task<Peer> ConnectAsync(PlayedMock mock, string protocol)
    {
        var key = ("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
        switch (protocol)
        {
            case "ht-tse":
                return await GreetedAsync(await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit", "aggregate", "order-book"], ["IRO1FOLD0001", "IRT3SATF0001"]), ("Authorization", await mock.LogInAsync()), key));
            case "ht-ime":
                return await GreetedAsync(await Peer.ConnectAsync(mock.Server, "/data-engine/ime/live/data/websocket/contract/id?contract_id=1001", ("Authorization", await mock.LogInAsync()), key));
            case "odin":
                // Without a client_id: the server gives one.
                return await SaidAsync(await GreetedAsync(await Peer.ConnectAsync(mock.Server, OdinPeer.Path, key)), """{"action":"subscribe","stocks":["SBIN","TCS"]}""");
            case "airalgo":
                var token = await AirAlgoPeer.TokenAsync(mock);
                var joined = await SaidAsync(await Peer.ConnectAsync(mock.Server, AirAlgoPeer.Socket, key), $$$"""{"topic":"api:demo-key","event":"phx_join","payload":{"access_token":"{{{token}}}"},"ref":"1"}""");
                return await SaidAsync(joined, """{"topic":"api:demo-key","event":"subscribe","payload":{"list":["2885","22"]},"ref":"2"}""");
            default:
                var peer = await SaidAsync(await Peer.ConnectAsync(mock.Server, "/ws", key), VirtuosoPeer.Authenticate(PlayedMock.Start));
                return await SaidAsync(peer, VirtuosoPeer.Subscribe(["market_data", "orderbook", "trades", "orders"], ["BTCUSDT"]));
        }
    }

    private static Task<JsonElement> OrderAsync(PlayedMock mock, string protocol) => protocol == "virtuoso"
        ? mock.OrderAsync("/__admin/orders", """{"protocol":"virtuoso","instrument":"binance:BTCUSDT","side":"buy","type":"market","amount":0.01}""")
        : mock.OrderAsync("/__admin/orders", """{"protocol":"airalgo","instrument":"2885","side":"buy","type":"market","amount":1}""");

    private static async Task<Peer> GreetedAsync(Peer peer)
    {
        await peer.NextAsync();
        return peer;
    }

    /// <summary>Says something and waits for what is said to it.</summary>
    private static Task<Peer> SaidAsync(Peer peer, string text)
    {
        peer.Send(text);
        return GreetedAsync(peer);
    }
}
