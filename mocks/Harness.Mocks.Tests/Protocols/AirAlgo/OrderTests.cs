using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>Supported Events 4 and 5: the life of an order.</summary>
public sealed class OrderTests
{
    private static readonly Dictionary<string, DocumentedFrame> Frames = ProtocolCatalog.Embedded.Find("airalgo")!.Frames.ToDictionary(frame => frame.Name);

    [Fact]
    public async Task Documents_order_is_confirmed_and_executed_as_documented()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var pending = await peer.AskAsync(Documented("order"));
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var executed = await peer.NextAsync();

        ShouldBeLike(pending, "order-pending");
        ShouldBeLike(executed, "order-executed");
        foreach (var field in (string[])["order_number", "transaction_id", "token_number"]) Text(executed, field).ShouldBe(Text(pending, field));
        Number(executed, "executed_price").ShouldBePositive();
        peer.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Documents_order_beyond_the_margin_is_rejected_as_documented()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var rejected = await peer.AskAsync(Documented("order-beyond-margin"));

        ShouldBeLike(rejected, "order-rejected");
        Number(rejected, "required_margin").ShouldBe(6602427.333333333m);
        Number(rejected, "net_charges").ShouldBe(6602427.364333333m);
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        peer.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Order_can_be_placed_again_since_margin_is_not_used_up()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        for (var i = 0; i < 5; i++) peer.Wire.Send(Documented("order"));
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var responses = peer.Drain();

        responses.Count(response => Text(response, "status") == "Executed").ShouldBe(5);
        responses.Select(response => Number(response, "order_number")).Distinct().Count().ShouldBe(5);
        responses.Where(response => Text(response, "status") == "Pending").Select(response => Number(response, "transaction_id")).ShouldBe([1m, 2m, 3m, 4m, 5m]);
    }

    [Fact]
    public async Task Margin_is_used_up_under_its_stance()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["airalgo.margin"] = "deplete" } });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var first = await peer.AskAsync(Documented("order"));
        var second = await peer.AskAsync(Documented("order"));

        Text(first, "status").ShouldBe("Pending");
        Text(second, "status").ShouldBe("Rejected");
        Number(second, "required_margin").ShouldBePositive();
    }

    [Theory]
    [InlineData("limit", "B", -500, 0)]
    [InlineData("limit", "S", 500, 0)]
    [InlineData("sl", "B", 1000, 500)]
    [InlineData("sl", "S", -1000, -500)]
    [InlineData("slm", "B", 0, 500)]
    [InlineData("slm", "S", 0, -500)]
    public async Task Order_waits_until_the_price_crosses_and_is_then_executed(string kind, string side, int price, int trigger)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);
        var ltp = await LastAsync(peer);
        var limit = price == 0 ? 0 : ltp + price;
        var order = new { token_number = "2885", market_limit_sl = kind, price = limit, order_type = side, trigger_price = trigger == 0 ? 0 : ltp + trigger, validity = "Day", quantity = 3, ltp };

        var pending = await peer.AskAsync("order", order);
        SetPrice(mock, ltp);
        var early = peer.Drain();
        SetPrice(mock, ltp + (trigger == 0 ? price * 2 : trigger * 3 / 2));
        var executed = await peer.NextAsync();

        Text(pending, "status").ShouldBe("Pending");
        early.ShouldBeEmpty();
        Text(executed, "status").ShouldBe("Executed");
        Text(executed, "buy_sell").ShouldBe(side == "B" ? "1" : "2");
        if (limit > 0 && side == "B") Number(executed, "executed_price").ShouldBeLessThanOrEqualTo(limit);
        if (limit > 0 && side == "S") Number(executed, "executed_price").ShouldBeGreaterThanOrEqualTo(limit);
    }

    public static TheoryData<string, string, string> InvalidFields => new()
    {
        { "token_number", "\"999999\"", "token_number" },
        { "market_limit_sl", "\"LIMIT\"", "market_limit_sl" },
        { "order_type", "\"BUY\"", "order_type" },
        { "validity", "\"IOC\"", "validity" },
        { "quantity", "0", "quantity" },
        { "quantity", "-20", "quantity" },
        { "quantity", "2.5", "quantity" },
        { "quantity", "79228162514264337593543950335", "amount" },
        { "price", "0", "price" },
        { "price", "-1", "price" },
        { "price", "100.5", "price" },
        { "price", "79228162514264337593543950335", "price" },
        { "trigger_price", "0", "trigger_price" },
        { "ltp", "0", "ltp" },
    };

    [Theory]
    [MemberData(nameof(InvalidFields))]
    public async Task Order_with_an_invalid_field_is_rejected_once_and_says_why(string field, string value, string named)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var rejected = await peer.AskAsync(Order(field, value));

        Text(rejected, "event").ShouldBe("order_response");
        Text(rejected, "status").ShouldBe("Rejected");
        Text(rejected, "message").ShouldBe("Order has been Rejected");
        Text(rejected, "error").ShouldStartWith(named);
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        peer.Drain().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("token_number", "2885")]
    [InlineData("token_number", null)]
    [InlineData("market_limit_sl", "null")]
    [InlineData("order_type", "[]")]
    [InlineData("validity", null)]
    [InlineData("quantity", "\"20\"")]
    [InlineData("quantity", null)]
    [InlineData("quantity", "1e400")]
    [InlineData("price", "\"100\"")]
    [InlineData("trigger_price", "{}")]
    [InlineData("ltp", "true")]
    public async Task Order_that_cannot_be_read_is_refused_by_name(string field, string? value)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var refused = await peer.AskAsync(Order(field, value));

        refused.GetProperty("event").GetString().ShouldBe("phx_reply");
        refused.GetProperty("payload").GetProperty("status").GetString().ShouldBe("error");
        refused.GetProperty("payload").GetProperty("response").GetProperty("reason").GetString()!.ShouldStartWith(field);
    }

    [Fact]
    public async Task Answer_of_an_order_whose_connection_has_gone_goes_to_the_next_of_that_key()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var first = await AirAlgoPeer.JoinAsync(mock);
        var ltp = await LastAsync(first);
        await first.AskAsync("order", new { token_number = "2885", market_limit_sl = "limit", price = ltp - 500, order_type = "B", trigger_price = 0, validity = "Day", quantity = 1, ltp });
        await first.DisposeAsync();
        await using var second = await AirAlgoPeer.JoinAsync(mock);

        SetPrice(mock, ltp - 1000);

        Text(await second.NextAsync(), "status").ShouldBe("Executed");
    }

    [Fact]
    public async Task Order_from_outside_is_told_to_the_client_of_its_account()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var (status, body) = await mock.PostAsync("/__admin/orders", """{"protocol":"airalgo","instrument":"2885","side":"sell","type":"limit","amount":5,"price":100000}""");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var responses = peer.Drain();

        status.ShouldBe(201, body);
        responses.Select(response => Text(response, "status")).ShouldBe(["Pending", "Executed"]);
        responses.ShouldAllBe(response => Text(response, "buy_sell") == "2" && Text(response, "market_limit_sl") == "limit" && Number(response, "price") == 100000);
    }

    [Fact]
    public async Task Scripted_order_from_outside_does_what_it_is_told()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var (_, body) = await mock.PostAsync("/__admin/orders", """{"protocol":"airalgo","instrument":"2885","side":"buy","type":"market","amount":5,"handling":"scripted"}""");
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString();
        var pending = await peer.NextAsync();
        await mock.PostAsync($"/__admin/orders/{id}/reject", """{"reason":"the exchange is closed"}""");
        var rejected = await peer.NextAsync();

        Text(pending, "status").ShouldBe("Pending");
        Text(rejected, "status").ShouldBe("Rejected");
        Text(rejected, "error").ShouldBe("the exchange is closed");
        Number(rejected, "order_number").ShouldBe(Number(pending, "order_number"));
    }

    [Fact]
    public async Task Order_is_shown_and_filled_from_outside_in_paisa()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var (_, placed) = await mock.PostAsync("/__admin/orders", """{"protocol":"airalgo","instrument":"2885","side":"buy","type":"limit","amount":5,"price":137525,"handling":"scripted"}""");
        var order = JsonDocument.Parse(placed).RootElement;
        await mock.PostAsync($"/__admin/orders/{order.GetProperty("id").GetString()}/fill", """{"price":137510}""");
        var responses = await peer.NextAsync(2);

        order.GetProperty("price").GetRawText().ShouldBe("137525");
        Text(responses[1], "status").ShouldBe("Executed");
        Number(responses[1], "executed_price").ShouldBe(137510);
    }

    [Fact]
    public async Task Scenario_sees_and_fills_an_order_in_paisa()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with
        {
            Protocols = ["airalgo"],
            Scenarios = [ScenarioReader.Read("a.yaml", System.Text.Encoding.UTF8.GetBytes("""
                version: 1
                name: a better price
                protocol: airalgo
                rules:
                  - on: order
                    where: { price: 137525 }
                    do: [ acknowledge, { fill: { price: 137510 } } ]
                """))],
        });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        peer.Send("order", new { token_number = "2885", market_limit_sl = "limit", price = 137525, order_type = "B", trigger_price = 0, validity = "Day", quantity = 5, ltp = 137000 });
        var responses = await peer.NextAsync(2);

        Number(responses[1], "executed_price").ShouldBe(137510);
    }

    private static string Documented(string name) =>
        Frames[name].Text.Replace("<api_key>", "demo-key", StringComparison.Ordinal);

    /// <summary>A good sl order with one field changed; null leaves it out.</summary>
    private static string Order(string field, string? value)
    {
        var payload = JsonNode.Parse("""{"token_number":"2885","market_limit_sl":"sl","price":137000,"order_type":"B","trigger_price":137000,"validity":"Day","quantity":20,"ltp":137000}""")!.AsObject();
        payload.Remove(field);
        var text = payload.ToJsonString();
        if (value is not null) text = $"{text[..^1]},\"{field}\":{value}}}";
        return $$"""{"topic":"api:demo-key","event":"order","payload":{{text}},"ref":"5"}""";
    }

    private static async Task<long> LastAsync(AirAlgoPeer peer)
    {
        var answer = await peer.AskAsync("subscribe", new { list = new[] { "2885" } });
        await peer.AskAsync("unsubscribe", new { list = new[] { "2885" } });
        return answer.GetProperty("payload").GetProperty("2885").GetProperty("ltp").GetInt64();
    }

    private static void SetPrice(PlayedMock mock, long paisa) => mock.SetPrice("nse:RELIANCE", paisa / 100m);

    private static void ShouldBeLike(JsonElement response, string frame)
    {
        using var document = JsonDocument.Parse(Frames[frame].Text);
        string[] free = ["client_id", "user_id", "order_number", "transaction_id", "last_modified", "timestamp", "executed_price", "expiry_date"];
        var shown = document.RootElement.GetProperty("payload").EnumerateObject().ToList();
        var payload = response.GetProperty("payload");
        payload.EnumerateObject().Select(field => field.Name).ShouldBe(shown.Select(field => field.Name));
        foreach (var field in shown)
        {
            var actual = payload.GetProperty(field.Name);
            actual.ValueKind.ShouldBe(field.Value.ValueKind, field.Name);
            if (!free.Contains(field.Name)) actual.GetRawText().ShouldBe(field.Value.GetRawText(), field.Name);
        }
    }

    private static string? Text(JsonElement response, string field)
    {
        var value = field == "event" ? response.GetProperty(field) : response.GetProperty("payload").GetProperty(field);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }

    private static decimal Number(JsonElement response, string field) => response.GetProperty("payload").GetProperty(field).GetDecimal();
}
