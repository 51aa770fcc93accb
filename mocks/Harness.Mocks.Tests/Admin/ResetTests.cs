using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Admin;

/// <summary>A reset brings back everything that a server starts with, whatever was done to it since.</summary>
public sealed class ResetTests
{
    private static readonly Scenario Start = Read("""
        version: 1
        name: start
        protocol: ht-tse
        state: { phase: one }
        rules:
          - on: open
            times: 1
            do: [ { set-state: { phase: seen } }, { send: "{{random-int 1 1000000}}" } ]
        """);

    [Fact]
    public async Task Connections_are_closed_and_what_was_said_is_forgotten()
    {
        await using var mock = await StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));

        await mock.OrderAsync("/__admin/reset");
        var closed = await peer.ClosedAsync();

        (closed.Received!.Value.Code, closed.Reason).ShouldBe((1001, "server reset"));
        (await mock.GetJsonAsync("/__admin/sessions")).GetProperty("sessions").GetArrayLength().ShouldBe(0);
        (await mock.GetJsonAsync("/__admin/messages/count")).GetProperty("count").GetInt32().ShouldBe(0);
        (await mock.GetJsonAsync("/__admin/connections")).GetProperty("connections").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Market_and_orders_are_as_they_were()
    {
        await using var mock = await StartAsync();
        var before = await FactsAsync(mock);
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
        await mock.OrderAsync("/__admin/clock/advance", """{"by":"20s"}""");
        await mock.OrderAsync("/__admin/market/price", """{"instrument":"binance:BTCUSDT","price":39000}""");
        await mock.OrderAsync("/__admin/market/close");
        await mock.OrderAsync("/__admin/orders", """{"protocol":"virtuoso","instrument":"binance:BTCUSDT","side":"buy","amount":1,"price":41000}""");
        (await FactsAsync(mock)).ShouldNotBe(before);

        await mock.OrderAsync("/__admin/reset");

        (await FactsAsync(mock)).ShouldBe(before);
        (await mock.GetJsonAsync("/__admin/orders")).GetProperty("orders").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Scenarios_are_those_of_the_start_with_their_state_counters_and_chance()
    {
        await using var mock = await StartAsync(Start);
        var drawn = await DrawnAsync(mock);
        await mock.OrderAsync("/__admin/scenarios", """{"version":1,"name":"late","protocol":"ht-tse","rules":[{"on":"open","do":["cut"]}]}""");
        await mock.SendAsync(HttpMethod.Delete, "/__admin/scenarios/start", null);

        await mock.OrderAsync("/__admin/reset");

        (await mock.GetJsonAsync("/__admin/scenarios")).GetProperty("scenarios").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["start"]);
        (await mock.GetJsonAsync("/__admin/scenarios/start/state")).GetProperty("phase").GetString().ShouldBe("one");
        (await DrawnAsync(mock)).ShouldBe(drawn);
    }

    [Fact]
    public async Task Plan_of_a_scenario_does_not_outlive_a_reset()
    {
        await using var mock = await StartAsync(Read("version: 1\nname: start\nprotocol: ht-tse\nrules:\n  - on: close\n    do: [ { after: 5s }, { log: too late } ]\n"));
        await using (var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync())))
        {
            await peer.NextAsync();
            await mock.OrderAsync("/__admin/connections/c1/close");
            await peer.ClosedAsync();
        }

        await mock.OrderAsync("/__admin/reset");
        await mock.OrderAsync("/__admin/clock/advance", """{"by":"10s"}""");

        mock.Notices.ShouldNotContain(notice => notice.Text == "too late");
    }

    [Fact]
    public async Task Clock_runs_or_stands_as_at_the_start_but_is_not_taken_back()
    {
        await using var mock = await StartAsync();
        await mock.OrderAsync("/__admin/clock/advance", """{"by":"1m"}""");
        await mock.OrderAsync("/__admin/clock/speed", """{"factor":100}""");

        await mock.OrderAsync("/__admin/reset");

        var clock = await mock.GetJsonAsync("/__admin/clock");
        clock.GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddMinutes(1));
        clock.GetProperty("speed").GetDouble().ShouldBe(1);
        clock.GetProperty("paused").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Ids_and_tokens_start_over()
    {
        await using var mock = await StartAsync();
        var first = await AirAlgoTokenAsync(mock);
        (await AirAlgoTokenAsync(mock)).ShouldNotBe(first);

        await mock.OrderAsync("/__admin/reset");

        (await AirAlgoTokenAsync(mock)).ShouldBe(first);
    }

    [Fact]
    public async Task Server_plays_on_after_many_resets()
    {
        await using var mock = await StartAsync(Start);
        for (var i = 0; i < 5; i++)
        {
            await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
            await peer.NextAsync(2);
            await mock.OrderAsync("/__admin/reset");
            (await peer.ClosedAsync()).Received!.Value.Code.ShouldBe(1001);
        }

        (await mock.GetJsonAsync("/__admin/health")).GetProperty("connections_open").GetInt32().ShouldBe(0);
    }

    private static Task<PlayedMock> StartAsync(params Scenario[] scenarios) => PlayedMock.StartAsync(options => options with
    {
        TimeProvider = new SteeredClock(TimeProvider.System, PlayedMock.Start, isManual: true),
        Scenarios = scenarios,
    });

    private static Scenario Read(string text) => ScenarioReader.Read("start.yaml", System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task<string> FactsAsync(PlayedMock mock) => (await mock.GetJsonAsync("/__admin/market")).ToString();

    /// <summary>What chance gave the first client.</summary>
    private static async Task<string> DrawnAsync(PlayedMock mock)
    {
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
        return (await peer.NextAsync(2)).Single(message => !message.StartsWith('{'));
    }

    private static async Task<string> AirAlgoTokenAsync(PlayedMock mock)
    {
        var (status, body) = await mock.GetAsync("/api/token?api_key=demo-key");
        status.ShouldBe(200, body);
        return JsonElement.Parse(body).GetProperty("access_token").GetString()!;
    }
}
