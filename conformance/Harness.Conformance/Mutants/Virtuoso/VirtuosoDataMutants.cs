namespace Harness.Conformance.Mutants.Virtuoso;

/// <summary>Servers of the Virtuoso document that send wrong data, each in one way. Only the first message is wrong, so that the case can go on.</summary>
internal static class VirtuosoDataMutants
{
    private const string Subscribe = "virtuoso.subscribe.001";
    private const string Books = "virtuoso.subscribe.004";
    private const string BookWithoutDepth = "virtuoso.subscribe.006";
    private const string SystemEvents = "virtuoso.subscribe.005";
    private const string OrderPlaced = "virtuoso.orders.002";
    private const string OrderFilled = "virtuoso.orders.003";
    private const string Position = "virtuoso.positions.001";

    private const string InParts = "\n  - on: order\n    do: [ acknowledge, { after: 1s }, { partial-fill: 0.05 }, { after: 1s }, { partial-fill: 0.01 }, { after: 1s }, fill ]";
    private const string Filling = "\n  - on: order\n    do: [ acknowledge, { after: 1s }, fill ]";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Broken("message-not-json", ["virtuoso.message.001"], Sent("{ channel: market_data }", "{ corrupt: json }"), Subscribe),
        Ticker("message-timestamp", ["virtuoso.message.002"], "/timestamp", "now"),
        Ticker("message-seconds", ["virtuoso.message.003"], "/timestamp", "1647356789"),
        Ticker("message-channel", ["virtuoso.message.004"], "/channel", "5"),
        Ticker("message-exchange", ["virtuoso.message.005"], "/exchange", "5"),
        Ticker("message-data", ["virtuoso.message.006"], "/data", "5"),
        Ticker("message-data-timestamp", ["virtuoso.message.007"], "/data/timestamp", "now"),
        Ticker("message-novelty", ["virtuoso.message.008"], "/novelty", "5"),
        Ticker("ticker-type", ["virtuoso.market-data.002"], "/type", "5"),
        Ticker("ticker-fields", ["virtuoso.market-data.003"], "/data", "{ timestamp: 1647356789123 }"),
        Ticker("ticker-kinds", ["virtuoso.market-data.004"], "/data/price", "much"),
        Ticker("ticker-low", ["virtuoso.market-data.005"], "/data/low", "999999999"),
        Ticker("ticker-price", ["virtuoso.market-data.006"], "/data/price", "1"),
        Ticker("ticker-crossed", ["virtuoso.market-data.007"], "/data/bid", "999999999"),
        Ticker("ticker-volume", ["virtuoso.market-data.008"], "/data/volume", "-1"),

        Book("book-sides", ["virtuoso.orderbook.002"], "/data/bids", "5"),
        Book("book-level", ["virtuoso.orderbook.003"], "/data/bids/0", "5"),
        Book("book-amount", ["virtuoso.orderbook.004"], "/data/bids/0/1", "-1"),
        Book("book-twice", ["virtuoso.orderbook.005"], "/data/bids", "[[1, 1], [1, 2]]"),
        Book("book-bids", ["virtuoso.orderbook.006"], "/data/bids/0/0", "1"),
        Book("book-asks", ["virtuoso.orderbook.007"], "/data/asks/0/0", "999999999"),
        Book("book-crossed", ["virtuoso.orderbook.008"], "/data/bids/0/0", "999999999"),
        Book("book-depth", ["virtuoso.orderbook.009"], "/data/bids", "[[6, 1], [5, 1], [4, 1], [3, 1], [2, 1], [1, 1]]"),
        Broken(
            "book-default-depth", ["virtuoso.orderbook.011"],
            Replace("{ channel: orderbook }", "/data/bids: [[11, 1], [10, 1], [9, 1], [8, 1], [7, 1], [6, 1], [5, 1], [4, 1], [3, 1], [2, 1], [1, 1]]"), BookWithoutDepth),

        Trade("trade-fields", ["virtuoso.trades.001"], "/data", "{ timestamp: 1647356789123 }"),
        Trade("trade-kinds", ["virtuoso.trades.002"], "/data/id", "5"),
        Trade("trade-side", ["virtuoso.trades.003"], "/data/side", "long"),
        Trade("trade-amount", ["virtuoso.trades.004"], "/data/amount", "-1"),

        // The book is held back until the trade has come twice, since the case ends with the first trade after a book.
        Broken(
            "trade-twice", ["virtuoso.trades.005"],
            "  - on: sent\n    where: { channel: trades }\n    times: 1\n    do: [ duplicate, { set-state: { traded: true } } ]\n"
            + "  - on: open\n    do: [ { set-state: { traded: false } } ]\n  - on: sent\n    where: { channel: orderbook }\n    state: { traded: false }\n    do: [ discard ]",
            Books) with { Change = static options => options with { Rate = 2 } },

        Order("order-event", ["virtuoso.orders.001"], "/event: 5"),
        Order("order-event-word", ["virtuoso.orders.019"], "/event: new"),
        Life("order-without-a-price", ["virtuoso.orders.018"], "{ status: open }", "/data/type: market, /data/price: null, /data/cost: null, /data/fee: null"),
        Order("order-fields", ["virtuoso.orders.002"], "/data: { timestamp: 1647356789123 }"),
        Order("order-kinds", ["virtuoso.orders.003"], "/data/id: 5"),
        Order("order-fee", ["virtuoso.orders.004"], "/data/fee/rate: much"),
        Order("order-sum", ["virtuoso.orders.006"], "/data/remaining: 99"),
        Order("order-negative", ["virtuoso.orders.007"], "/data/remaining: -1") with { Also = ["virtuoso.orders.006"] },
        Order("order-status", ["virtuoso.orders.008"], "/data/status: partially_filled"),
        Life("order-shrinks", ["virtuoso.orders.009"], "{ status: partially_filled, filled: { gt: 0.05 } }", "/data/type: market, /data/filled: 0.01, /data/remaining: 0.09"),
        Life("order-after-its-end", ["virtuoso.orders.010"], "{ status: open }", "/data/status: canceled"),
        Life("order-back-to-open", ["virtuoso.orders.011"], "{ status: partially_filled, filled: { gt: 0.05 } }", "/data/status: open"),
        Order("order-cost", ["virtuoso.orders.012"], "/data/cost: 1"),
        Order("order-fee-cost", ["virtuoso.orders.013"], "/data/fee/cost: 99"),
        Order("order-market", ["virtuoso.orders.014"], "/data/symbol: ETHUSDT"),
        Order("order-side", ["virtuoso.orders.015"], "/data/side: long"),
        Order("order-words", ["virtuoso.orders.016"], "/data/status: working"),

        Holding("position-event", ["virtuoso.positions.001"], "/event: 5"),
        Holding("position-event-word", ["virtuoso.positions.012"], "/event: new"),
        Holding("position-fields", ["virtuoso.positions.002"], "/data: { timestamp: 1647356789123 }"),
        Holding("position-kinds", ["virtuoso.positions.003"], "/data/amount: much"),
        Holding("position-null", ["virtuoso.positions.004"], "/data/stop_loss: none"),
        Holding("position-cost", ["virtuoso.positions.006"], "/data/average_price: 1"),
        Holding("position-percentage", ["virtuoso.positions.007"], "/data/unrealized_pnl_percentage: 99"),
        Holding("position-market", ["virtuoso.positions.008"], "/data/exchange: kraken"),
        Holding("position-side", ["virtuoso.positions.009"], "/data/side: buy"),

        Event("system-event-name", ["virtuoso.system-events.002"], "/event: 5"),
        Event("system-event-fields", ["virtuoso.system-events.003"], "/data/status: 5"),
        Event("system-event-novelty", ["virtuoso.system-events.004"], "/event: lunch"),
    ];

    private static ServerMutant Broken(string what, string[] clauses, string rules, string one) =>
        new() { Id = $"virtuoso.server.{what}", Protocol = "virtuoso", Clauses = clauses, Rules = rules, Cases = [one] };

    private static ServerMutant Ticker(string what, string[] clauses, string pointer, string value) =>
        Broken(what, clauses, Replace("{ channel: market_data }", $"{pointer}: {value}"), Subscribe);

    private static ServerMutant Book(string what, string[] clauses, string pointer, string value) => Broken(what, clauses, Replace("{ channel: orderbook }", $"{pointer}: {value}"), Books);

    private static ServerMutant Trade(string what, string[] clauses, string pointer, string value) => Broken(what, clauses, Replace("{ channel: trades }", $"{pointer}: {value}"), Books);

    private static ServerMutant Order(string what, string[] clauses, string values) => Broken(what, clauses, Replace("{ channel: orders }", values), OrderPlaced);

    /// <summary>The order is filled in three parts.</summary>
    private static ServerMutant Life(string what, string[] clauses, string data, string values) =>
        Broken(what, clauses, Replace($"{{ channel: orders, data: {data} }}", values) + InParts, OrderFilled);

    private static ServerMutant Holding(string what, string[] clauses, string values) => Broken(what, clauses, Replace("{ channel: positions }", values) + Filling, Position);

    private static ServerMutant Event(string what, string[] clauses, string values) => Broken(what, clauses, Replace("{ channel: system_events }", values), SystemEvents);

    private static string Replace(string where, string values) => Sent(where, $"{{ replace: {{ {values} }} }}");

    private static string Sent(string where, string deed) => $"  - on: sent\n    where: {where}\n    times: 1\n    do: [ {deed} ]";
}
