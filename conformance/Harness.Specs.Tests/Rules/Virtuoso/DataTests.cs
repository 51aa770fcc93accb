using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Specs.Judging;

namespace Harness.Specs.Tests.Rules.Virtuoso;

/// <summary>What the data of a channel may get wrong, and what only looks wrong.</summary>
public sealed class DataTests
{
    public static TheoryData<Story> Good() => Stories.Table(
        [.. new[] { "market_data", "orderbook", "trades", "orders", "positions", "system_events" }.Select(channel => (channel, (Func<Session>)(() => Of(channel)), Array.Empty<string>()))]);

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_message_brings_no_finding(Story story) => story.Check();

    public static TheoryData<Story> Messages() => Stories.Table(
        ("no JSON", () => Raw("x"), ["FAIL virtuoso.message.001"]),
        ("an array", () => Raw("[]"), ["FAIL virtuoso.message.001"]),
        ("neither event nor channel", () => Raw("{}"), ["FAIL virtuoso.message.001"]),
        ("data without a channel", () => Raw("""{"event":"update","data":{},"timestamp":1763121600000}"""), ["FAIL virtuoso.message.004", "INFO virtuoso.message.010"]),
        ("a channel that is a number", () => Raw("""{"channel":1,"data":{},"timestamp":1763121600000}"""), ["FAIL virtuoso.message.004"]),
        ("an unknown event", () => Raw("""{"event":"news","timestamp":1763121600000}"""), ["INFO virtuoso.message.010"]),
        ("a binary frame", () => Virtuoso.Ready().Send(Fixtures.Transcripts.Party.Server, Fixtures.Transcripts.FrameKind.Binary, [1]), ["INFO virtuoso.message.011"]),
        ("authenticated without success", () => Virtuoso.New().Open("/ws").Authenticate().Server("""{"event":"authenticated","timestamp":1763121600000}"""), ["FAIL virtuoso.auth.007"]),
        ("authenticated with success false", () => Virtuoso.New().Open("/ws").Authenticate().Server("""{"event":"authenticated","success":false,"timestamp":1763121600000}"""), ["FAIL virtuoso.auth.007"]),
        ("no timestamp", () => Changed("trades", "},\"timestamp\":1763121600000}", "}}"), ["FAIL virtuoso.message.002"]),
        ("seconds", () => Changed("trades", "},\"timestamp\":1763121600000}", "},\"timestamp\":1763121600}"), ["WARN virtuoso.message.003"]),
        ("seconds inside", () => Changed("trades", "\"buy\",\"timestamp\":1763121600000", "\"buy\",\"timestamp\":1763121600"), ["WARN virtuoso.message.003"]),
        ("no exchange", () => Changed("trades", "\"exchange\":\"binance\",", ""), ["FAIL virtuoso.message.005"]),
        ("data that is a list", () => Of("trades", "[]"), ["FAIL virtuoso.message.006"]),
        ("no timestamp inside", () => Changed("trades", "\"buy\",\"timestamp\":1763121600000", "\"buy\""), ["FAIL virtuoso.message.007"]),
        ("one more field", () => Changed("trades", "\"side\"", "\"fee\":1,\"side\""), ["INFO virtuoso.message.008"]),
        ("a field twice", () => Changed("trades", "\"side\"", "\"side\":\"buy\",\"side\""), ["INFO virtuoso.message.009"]),
        ("another system event", () => Changed("system_events", "exchange_connection_status", "maintenance"), ["INFO virtuoso.system-events.004"]));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Values() => Stories.Table(
        ("a ticker without type", () => Changed("market_data", "\"type\":\"ticker\",", ""), ["FAIL virtuoso.market-data.002"]),
        ("a ticker of another type", () => TypedTicker("candle"), ["FAIL virtuoso.market-data.002"]),
        ("another type by default", () => Changed("market_data", "\"type\":\"ticker\"", "\"type\":\"candle\""), ["INFO virtuoso.market-data.009"]),
        ("a ticker without bid", () => Changed("market_data", "\"bid\":99,", ""), ["FAIL virtuoso.market-data.003"]),
        ("a price as text", () => Changed("market_data", "\"price\":100", "\"price\":\"100\""), ["FAIL virtuoso.market-data.004"]),
        ("low above high", () => Of("market_data", Virtuoso.Ticker(low: 120)), ["FAIL virtuoso.market-data.005"]),
        ("price outside", () => Of("market_data", Virtuoso.Ticker(price: 111)), ["WARN virtuoso.market-data.006"]),
        ("bid at ask", () => Of("market_data", Virtuoso.Ticker(bid: 101)), ["WARN virtuoso.market-data.007"]),
        ("no ask at all", () => Of("market_data", Virtuoso.Ticker(ask: 0)), []),
        ("a negative volume", () => Of("market_data", Virtuoso.Ticker(volume: -1)), ["FAIL virtuoso.market-data.008"]),
        ("a book without asks", () => Changed("orderbook", "\"asks\"", "\"offers\""), ["FAIL virtuoso.orderbook.002", "INFO virtuoso.message.008"]),
        ("a level of three", () => Of("orderbook", Virtuoso.Book("[99,1,3]")), ["FAIL virtuoso.orderbook.003"]),
        ("a level of words", () => Of("orderbook", Virtuoso.Book("[\"99\",\"1\"]")), ["FAIL virtuoso.orderbook.003"]),
        ("a negative amount", () => Of("orderbook", Virtuoso.Book("[99,-1]")), ["FAIL virtuoso.orderbook.004"]),
        ("a price twice", () => Of("orderbook", Virtuoso.Book("[99,1],[99.0,2]")), ["WARN virtuoso.orderbook.005"]),
        ("bids out of order", () => Of("orderbook", Virtuoso.Book("[98,1],[99,2]")), ["WARN virtuoso.orderbook.006"]),
        ("asks out of order", () => Of("orderbook", Virtuoso.Book(asks: "[102,1],[101,2]")), ["WARN virtuoso.orderbook.007"]),
        ("a crossed book", () => Of("orderbook", Virtuoso.Book("[100,1]")), ["WARN virtuoso.orderbook.008"]),
        ("a deep book", () => Virtuoso.Ready().Asks("subscribe", ["orderbook"], more: ",\"depth\":1").Acks("subscribed", ["orderbook"], more: ",\"depth\":1").Data("orderbook", Virtuoso.Book(asks: "[100,1]")), ["WARN virtuoso.orderbook.009"]),
        ("eleven levels without a depth", () => Of("orderbook", Virtuoso.Book("", string.Join(',', Enumerable.Range(100, 11).Select(price => $"[{price},1]")))), ["INFO virtuoso.orderbook.011"]),
        ("a trade without id", () => Changed("trades", "\"id\":\"1\",", ""), ["FAIL virtuoso.trades.001"]),
        ("an id that is a number", () => Changed("trades", "\"id\":\"1\"", "\"id\":1"), ["FAIL virtuoso.trades.002"]),
        ("a trade in capitals", () => Of("trades", Virtuoso.Trade(side: "BUY")), ["WARN virtuoso.trades.003"]),
        ("a negative trade", () => Of("trades", Virtuoso.Trade(amount: "-1")), ["FAIL virtuoso.trades.004"]),
        ("a trade twice", () => Of("trades").Data("trades"), ["WARN virtuoso.trades.005"]),
        ("a trade and its neighbour", () => Of("trades").Data("trades", Virtuoso.Trade("2")), []),
        ("an order with another event", () => Changed("orders", "\"event\":\"update\"", "\"event\":\"fill\""), ["INFO virtuoso.orders.019"]),
        ("an order whose event is a number", () => Changed("orders", "\"event\":\"update\"", "\"event\":1"), ["FAIL virtuoso.orders.001"]),
        ("a market order without a price", () => Of("orders", Unpriced("market")), ["INFO virtuoso.orders.018"]),
        ("a limit order without a price", () => Of("orders", Unpriced("limit")), ["FAIL virtuoso.orders.003"]),
        ("two orders whose ids are numbers", () => Of("orders", Numbered(1, "filled", "0.1", "0")).Data("orders", Numbered(2, "partially_filled", "0.05", "0.05")), ["FAIL virtuoso.orders.003", "FAIL virtuoso.orders.003"]),
        ("an order without status", () => Changed("orders", "\"status\":\"partially_filled\",", ""), ["FAIL virtuoso.orders.002"]),
        ("an order's id as a number", () => Changed("orders", "\"id\":\"123\"", "\"id\":123"), ["FAIL virtuoso.orders.003"]),
        ("a fee without rate", () => Changed("orders", ",\"rate\":0.001", ""), ["FAIL virtuoso.orders.004"]),
        ("a fee that is a number", () => Changed("orders", "{\"cost\":2.125,\"currency\":\"USDT\",\"rate\":0.001}", "2"), ["FAIL virtuoso.orders.004"]),
        ("an order that does not add up", () => Of("orders", Virtuoso.Order(remaining: "0.06")), ["FAIL virtuoso.orders.006"]),
        ("a negative remainder", () => Of("orders", Virtuoso.Order("open", filled: "0.15", remaining: "-0.05", fee: "6.375")), ["FAIL virtuoso.orders.007"]),
        ("filled with a rest", () => Of("orders", Virtuoso.Order("filled")), ["FAIL virtuoso.orders.008"]),
        ("partially filled with nothing", () => Of("orders", Virtuoso.Order(filled: "0", remaining: "0.1", fee: "0")), ["FAIL virtuoso.orders.008"]),
        ("a life as it should be", () => Life("open", "partially_filled", "filled"), []),
        ("a life that ends early", () => Life("open", "canceled"), []),
        ("first seen filled", () => Life("filled"), []),
        ("the same end twice", () => Life("filled", "filled"), []),
        ("back to open", () => Life("partially_filled", "open"), ["WARN virtuoso.orders.009", "WARN virtuoso.orders.011"]),
        ("canceled after filled", () => Of("orders", Virtuoso.Order("filled", "0.1", "0", fee: "4.25")).Data("orders", Virtuoso.Order("canceled", "0.1", "0", fee: "4.25")), ["WARN virtuoso.orders.010"]),
        ("another order in between", () => Life("filled").Data("orders", Virtuoso.Order("open", "0", "0.1", fee: "0", id: "124")), []),
        ("another cost", () => Of("orders", Virtuoso.Order(cost: "2125")), ["WARN virtuoso.orders.012"]),
        ("a market order's cost", () => Of("orders", Virtuoso.Order(cost: "2125", fee: "0", type: "market")), []),
        ("another fee", () => Of("orders", Virtuoso.Order(fee: "4.25")), ["WARN virtuoso.orders.013"]),
        ("another symbol inside", () => Of("orders", Virtuoso.Order(symbol: "ETHUSDT")), ["WARN virtuoso.orders.014"]),
        ("another side", () => Of("orders", Virtuoso.Order(side: "long")), ["WARN virtuoso.orders.015"]),
        ("another status", () => Of("orders", Virtuoso.Order("new", "0", "0.1", fee: "0")), ["INFO virtuoso.orders.016"]),
        ("a position without side", () => Changed("positions", "\"side\":\"long\",", ""), ["FAIL virtuoso.positions.002"]),
        ("a position with another event", () => Changed("positions", "\"event\":\"update\"", "\"event\":\"open\""), ["INFO virtuoso.positions.012"]),
        ("a position whose event is a number", () => Changed("positions", "\"event\":\"update\"", "\"event\":1"), ["FAIL virtuoso.positions.001"]),
        ("a cost as text", () => Of("positions", Virtuoso.Position(cost: "\"21325\"")), ["FAIL virtuoso.positions.003"]),
        ("a liquidation price as text", () => Of("positions", Virtuoso.Position(liquidation: "\"none\"")), ["FAIL virtuoso.positions.004"]),
        ("a liquidation price", () => Of("positions", Virtuoso.Position(liquidation: "30000")), []),
        ("a position's other cost", () => Of("positions", Virtuoso.Position(cost: "20000", percent: "0.625")), ["WARN virtuoso.positions.006"]),
        ("another percentage", () => Of("positions", Virtuoso.Position(percent: "0.0058")), ["WARN virtuoso.positions.007"]),
        ("another exchange inside", () => Of("positions", Virtuoso.Position(exchange: "kraken")), ["WARN virtuoso.positions.008"]),
        ("a position's other side", () => Of("positions", Virtuoso.Position(side: "buy")), ["WARN virtuoso.positions.009"]),
        ("a system event without kind", () => Changed("system_events", "\"event\":\"exchange_connection_status\",", ""), ["FAIL virtuoso.system-events.002"]),
        ("a status without exchange", () => Changed("system_events", "\"exchange\":\"binance\",", ""), ["FAIL virtuoso.system-events.003"]));

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_is_judged(Story story) => story.Check();

    /// <summary>The member tables and the schema are two tellings of one document: whatever member is taken out or turned into another kind, both must mind, or neither.</summary>
    [Fact]
    public void Members_and_schema_agree_on_every_documented_message()
    {
        var set = new SchemaSet();
        foreach (var path in FixtureFiles.Under("virtuoso/schemas", ".json")) set.Add(path, FixtureFiles.Read(path));
        var schema = set.Compile().Get("virtuoso/schemas/server-message.json");
        foreach (var example in ProtocolCatalog.Embedded.Find("virtuoso")!.Frames.Where(frame => frame is { From: Fixtures.Transcripts.Party.Server, Kind: DocumentedFrameKind.Message }))
        {
            foreach (var text in Mutations.Of(example.Text))
            {
                if (schema.IsValid(System.Text.Encoding.UTF8.GetBytes(text))) continue;
                var session = Virtuoso.Ready().Subscribe("market_data", "orderbook", "trades", "orders", "positions").Acknowledge("market_data", "orderbook", "trades", "orders", "positions")
                    .Client("""{"action":"subscribe","channels":["system_events"]}""").Server(text);
                session.Findings(atLeast: Specs.Verdicts.Verdict.Fail).ShouldNotBeEmpty($"{example.Name}: {text}");
            }
        }
    }

    private static Session Raw(string text) => Virtuoso.Subscribed("trades").Server(text);

    private static Session Of(string channel, string? data = null) => Virtuoso.Subscribed(channel).Data(channel, data);

    private static Session Changed(string channel, string before, string after)
    {
        var message = Virtuoso.Message(channel);
        message.ShouldContain(before);
        return Virtuoso.Subscribed(channel).Server(message.Replace(before, after, StringComparison.Ordinal));
    }

    private static Session TypedTicker(string type) => Virtuoso.Ready().Asks("subscribe", ["market_data"], more: ",\"type\":\"ticker\"").Acks("subscribed", ["market_data"], more: ",\"type\":\"ticker\"")
        .Server(Virtuoso.Message("market_data").Replace("\"type\":\"ticker\"", $"\"type\":\"{type}\"", StringComparison.Ordinal));

    private static Session Life(params string[] statuses)
    {
        var session = Virtuoso.Subscribed("orders");
        foreach (var status in statuses)
        {
            session.Data("orders", status switch
            {
                "open" or "canceled" => Virtuoso.Order(status, "0", "0.1", fee: "0"),
                "filled" => Virtuoso.Order(status, "0.1", "0", fee: "4.25"),
                _ => Virtuoso.Order(status),
            });
        }

        return session;
    }

    private static string Unpriced(string type) => Virtuoso.Order("open", "0", "0.1", fee: "0", type: type).Replace("42500.0", "null", StringComparison.Ordinal);

    private static string Numbered(int id, string status, string filled, string remaining) =>
        Virtuoso.Order(status, filled, remaining, type: "market").Replace("\"123\"", $"{id}", StringComparison.Ordinal);
}
