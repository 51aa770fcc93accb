using System.Collections.Frozen;
using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>What each message of the server is made of, member by member, with the clause that says so.</summary>
internal static class ServerFields
{
    private const JsonValueKind String = JsonValueKind.String;
    private const JsonValueKind Number = JsonValueKind.Number;

    private const string MessageTimestamp = "virtuoso.message.002";
    private const string Exchange = "virtuoso.message.005";
    private const string Data = "virtuoso.message.006";
    private const string DataTimestamp = "virtuoso.message.007";

    /// <summary>Members of each event.</summary>
    public static FrozenDictionary<string, Member[]> Events { get; } = new Dictionary<string, Member[]>
    {
        ["authenticated"] = [new("success", JsonValueKind.True, "virtuoso.auth.007"), new("timestamp", Number, "virtuoso.auth.007")],
        ["subscribed"] = [new("timestamp", Number, "virtuoso.subscribe.008")],
        ["unsubscribed"] = [new("timestamp", Number, "virtuoso.unsubscribe.005")],
        ["error"] =
        [
            new("message", String, "virtuoso.errors.002"), new("code", Number, "virtuoso.errors.002"), new("timestamp", Number, "virtuoso.errors.002"),
        ],
        ["ping"] = [new("timestamp", Number, "virtuoso.heartbeat.002")],
        ["close"] =
        [
            new("message", String, "virtuoso.close.002"), new("code", Number, "virtuoso.close.002"), new("timestamp", Number, "virtuoso.close.002"),
        ],
    }.ToFrozenDictionary();

    /// <summary>Members that the messages of a channel have around their data.</summary>
    public static FrozenDictionary<string, Member[]> Channels { get; } = new Dictionary<string, Member[]>
    {
        [VirtuosoWords.MarketData] = [.. Market(), new("type", String, "virtuoso.market-data.002")],
        [VirtuosoWords.Orderbook] = Market(),
        [VirtuosoWords.Trades] = Market(),
        [VirtuosoWords.Orders] = [.. Market(), new("event", String, "virtuoso.orders.001")],
        [VirtuosoWords.Positions] = [.. Market(), new("event", String, "virtuoso.positions.001")],
        [VirtuosoWords.SystemEvents] =
        [
            new("event", String, "virtuoso.system-events.002"), new("data", JsonValueKind.Object, Data), new("timestamp", Number, MessageTimestamp),
        ],
    }.ToFrozenDictionary();

    /// <summary>Members of a channel's data.</summary>
    public static FrozenDictionary<string, Member[]> DataOf { get; } = new Dictionary<string, Member[]>
    {
        [VirtuosoWords.MarketData] =
        [
            Stamp(), .. Numbers("virtuoso.market-data.003", "virtuoso.market-data.004", "price", "volume", "bid", "ask", "high", "low"),
        ],
        [VirtuosoWords.Orderbook] =
        [
            Stamp(), new("bids", JsonValueKind.Array, "virtuoso.orderbook.002"), new("asks", JsonValueKind.Array, "virtuoso.orderbook.002"),
        ],
        [VirtuosoWords.Trades] =
        [
            Stamp(), .. Strings("virtuoso.trades.001", "virtuoso.trades.002", "id", "side"), .. Numbers("virtuoso.trades.001", "virtuoso.trades.002", "price", "amount"),
        ],
        [VirtuosoWords.Orders] =
        [
            Stamp(),
            .. Strings("virtuoso.orders.002", "virtuoso.orders.003", "id", "symbol", "exchange", "type", "side", "status"),
            .. Numbers("virtuoso.orders.002", "virtuoso.orders.003", "amount", "price", "cost", "filled", "remaining"),
            new("fee", JsonValueKind.Object, "virtuoso.orders.002", "virtuoso.orders.004"),
        ],
        [VirtuosoWords.Positions] =
        [
            Stamp(),
            .. Strings("virtuoso.positions.002", "virtuoso.positions.003", "symbol", "exchange", "type", "side"),
            .. Numbers("virtuoso.positions.002", "virtuoso.positions.003", "amount", "cost", "average_price", "unrealized_pnl", "unrealized_pnl_percentage"),
            .. new[] { "liquidation_price", "stop_loss", "take_profit", "trailing_stop" }
                .Select(name => new Member(name, Number, "virtuoso.positions.002", "virtuoso.positions.004", orNull: true)),
        ],
        [VirtuosoWords.SystemEvents] = [Stamp()],
    }.ToFrozenDictionary();

    /// <summary>Members of an order that may be unknown before any of it is filled, where its price is not its own.</summary>
    public static FrozenSet<string> KnownOnceFilled { get; } = FrozenSet.Create("price", "cost", "fee");

    /// <summary>Members of an order's fee.</summary>
    public static Member[] Fee { get; } =
        [new("cost", Number, "virtuoso.orders.004"), new("currency", String, "virtuoso.orders.004"), new("rate", Number, "virtuoso.orders.004")];

    /// <summary>Members of the data of the one system event that is documented.</summary>
    public static Member[] ExchangeConnectionStatus { get; } =
        [new("exchange", String, "virtuoso.system-events.003"), new("status", String, "virtuoso.system-events.003")];

    private static Member[] Market() =>
        [new("exchange", String, Exchange), new("symbol", String, Exchange), new("data", JsonValueKind.Object, Data), new("timestamp", Number, MessageTimestamp)];

    private static Member Stamp() => new("timestamp", Number, DataTimestamp);

    private static IEnumerable<Member> Strings(string missing, string wrong, params string[] names) => names.Select(name => new Member(name, String, missing, wrong));

    private static IEnumerable<Member> Numbers(string missing, string wrong, params string[] names) => names.Select(name => new Member(name, Number, missing, wrong));
}
