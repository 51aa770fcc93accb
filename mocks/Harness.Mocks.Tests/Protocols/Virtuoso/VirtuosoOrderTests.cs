using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Virtuoso;

/// <summary>Orders and positions: they enter through the admin API and are told on the socket.</summary>
public sealed class VirtuosoOrderTests
{
    [Fact]
    public async Task Order_is_told_from_open_over_partial_fills_to_filled_and_moves_the_position()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await mock.AuthenticateAsync();
        peer.Send(VirtuosoPeer.Subscribe(["orders", "positions", "trades"], ["BTCUSDT"]));
        await peer.NextAsync("subscribed");

        var id = await PlaceAsync(mock, """{"protocol":"virtuoso","instrument":"BTCUSDT","side":"buy","type":"limit","amount":0.1,"price":42000,"handling":"scripted"}""");
        var open = (await peer.NextAsync("orders")).GetProperty("data");
        (await mock.PostAsync($"/__admin/orders/{id}/fill", """{"quantity":0.04}""")).Status.ShouldBe(200);
        var partial = (await peer.NextAsync("orders")).GetProperty("data");
        var position = (await peer.NextAsync("positions")).GetProperty("data");
        var trade = (await peer.NextAsync("trades")).GetProperty("data");
        (await mock.PostAsync($"/__admin/orders/{id}/fill", "{}")).Status.ShouldBe(200);
        var filled = (await peer.NextAsync("orders")).GetProperty("data");

        Facts(open).ShouldBe((id, "open", 0m, 0.1m, 0m));
        Facts(partial).ShouldBe((id, "partially_filled", 0.04m, 0.06m, 0.04m * 42000 * 0.001m));
        Facts(filled).ShouldBe((id, "filled", 0.1m, 0m, 0.1m * 42000 * 0.001m));
        open.GetProperty("cost").GetDecimal().ShouldBe(4200m);
        position.GetProperty("amount").GetDecimal().ShouldBe(0.04m);
        position.GetProperty("average_price").GetDecimal().ShouldBe(42000m);
        trade.GetProperty("price").GetDecimal().ShouldBe(42000m);
        trade.GetProperty("amount").GetDecimal().ShouldBe(0.04m);
    }

    [Theory]
    [InlineData("virtuoso", "BTCUSDT")]
    [InlineData("airalgo", "22")]
    public async Task Order_is_placed_again_with_the_names_that_it_shows(string protocol, string instrument)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var (_, first) = await mock.PostAsync("/__admin/orders", $$"""{"protocol":"{{protocol}}","instrument":"{{instrument}}","side":"sell","amount":1,"price":100000000}""");
        var shown = JsonElement.Parse(first);

        var (status, second) = await mock.PostAsync("/__admin/orders", JsonSerializer.Serialize(new
        {
            protocol = shown.GetProperty("protocol"),
            account = shown.GetProperty("account"),
            instrument = shown.GetProperty("instrument"),
            side = shown.GetProperty("side"),
            type = shown.GetProperty("type"),
            amount = shown.GetProperty("amount"),
            price = shown.GetProperty("price"),
            trigger_price = shown.GetProperty("trigger_price"),
        }));

        status.ShouldBe(201, second);
        var again = JsonElement.Parse(second);
        foreach (var name in (string[])["account", "instrument", "amount", "price"]) again.GetProperty(name).ToString().ShouldBe(shown.GetProperty(name).ToString());
    }

    [Theory]
    [InlineData("expire-token", "API key expired")]
    [InlineData("revoke-token", "API key revoked")]
    public async Task Key_that_a_scenario_takes_away_ends_the_connection_with_the_close_event_of_1008(string step, string message)
    {
        var yaml = $"version: 1\nname: no key\nprotocol: virtuoso\nrules: [ {{ on: message, where: {{ action: subscribe }}, do: [ {step} ] }} ]";
        await using var mock = await PlayedMock.StartAsync(options => options with { Scenarios = [Fixtures.Scenarios.ScenarioReader.Read("test.yaml", System.Text.Encoding.UTF8.GetBytes(yaml))] });
        await using var peer = await mock.AuthenticateAsync();

        peer.Send(VirtuosoPeer.Subscribe(["trades"], ["BTCUSDT"]));

        var close = await peer.NextJsonAsync();
        (close.GetProperty("event").GetString(), close.GetProperty("message").GetString(), close.GetProperty("code").GetInt32()).ShouldBe(("close", message, 1008));
        (await peer.ClosedAsync()).Received!.Value.Code.ShouldBe(1008);
    }

    [Theory]
    [InlineData("cancel", "{}", "canceled")]
    [InlineData("reject", """{"reason":"no"}""", "rejected")]
    public async Task Order_can_be_ended_by_hand_and_stays_ended(string verb, string body, string status)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await mock.AuthenticateAsync();
        peer.Send(VirtuosoPeer.Subscribe(["orders"], ["BTCUSDT"]));
        await peer.NextAsync("subscribed");
        var id = await PlaceAsync(mock, """{"protocol":"virtuoso","instrument":"binance:BTCUSDT","side":"sell","amount":0.1,"price":60000}""");
        (await peer.NextAsync("orders")).GetProperty("data").GetProperty("status").GetString().ShouldBe("open");

        (await mock.PostAsync($"/__admin/orders/{id}/{verb}", body)).Status.ShouldBe(200);
        var ended = (await peer.NextAsync("orders")).GetProperty("data");
        var again = await mock.PostAsync($"/__admin/orders/{id}/fill", "{}");

        ended.GetProperty("status").GetString().ShouldBe(status);
        again.Status.ShouldBe(409);
        again.Body.ShouldContain(status);
    }

    [Theory]
    [InlineData("{}", "instrument is missing")]
    [InlineData("""{"protocol":"virtuos","instrument":"BTCUSDT","side":"buy","amount":1,"price":1}""", "protocol is virtuos")]
    [InlineData("""{"protocol":"virtuoso","instrument":"NONE","side":"buy","amount":1,"price":1}""", "/instrument is NONE")]
    [InlineData("""{"protocol":"virtuoso","instrument":"BTCUSDT","side":"long","amount":1,"price":1}""", "side is \"long\"")]
    [InlineData("""{"protocol":"virtuoso","instrument":"BTCUSDT","side":"buy","amount":"1","price":1}""", "amount is \"1\"")]
    [InlineData("""{"protocol":"virtuoso","account":"nobody","instrument":"BTCUSDT","side":"buy","amount":1,"price":1}""", "/account is nobody")]
    [InlineData("""{"protocol":"virtuoso","account":"readonly-key","instrument":"BTCUSDT","side":"buy","amount":1,"price":1}""", "may only read")]
    public async Task Order_that_makes_no_sense_is_400_and_names_the_field(string body, string said)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, answer) = await mock.PostAsync("/__admin/orders", body);

        status.ShouldBe(400, answer);
        JsonDocument.Parse(answer).RootElement.GetProperty("error").GetString()!.ShouldContain(said);
    }

    [Fact]
    public async Task Unknown_order_is_404()
    {
        await using var mock = await PlayedMock.StartAsync();

        (await mock.PostAsync("/__admin/orders/1/fill", "{}")).Status.ShouldBe(404);
    }

    private static async Task<string> PlaceAsync(PlayedMock mock, string order)
    {
        var (status, body) = await mock.PostAsync("/__admin/orders", order);
        status.ShouldBe(201, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    private static (string Id, string Status, decimal Filled, decimal Remaining, decimal Fee) Facts(JsonElement order) => (
        order.GetProperty("id").GetString()!,
        order.GetProperty("status").GetString()!,
        order.GetProperty("filled").GetDecimal(),
        order.GetProperty("remaining").GetDecimal(),
        order.GetProperty("fee").GetProperty("cost").GetDecimal());
}
