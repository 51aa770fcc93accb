namespace Harness.Specs.Rules.Virtuoso;

/// <summary>The document's words.</summary>
internal static class VirtuosoWords
{
    public const string Path = "/ws";
    public const string MarketData = "market_data";
    public const string Orderbook = "orderbook";
    public const string Trades = "trades";
    public const string Orders = "orders";
    public const string Positions = "positions";
    public const string SystemEvents = "system_events";

    public static readonly string[] Channels = [MarketData, Orderbook, Trades, Orders, Positions, SystemEvents];

    /// <summary>What a client can say; ping is ours.</summary>
    public static readonly string[] Actions = ["authenticate", "subscribe", "unsubscribe", "pong", "ping"];

    /// <summary>Events of the connection itself; pong is ours.</summary>
    public static readonly string[] Events = ["authenticated", "error", "subscribed", "unsubscribed", "ping", "close", "pong"];
}
