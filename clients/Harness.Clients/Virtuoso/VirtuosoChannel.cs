namespace Harness.Clients.Virtuoso;

/// <summary>The channels of the document. A channel is its name: one that is not listed here can be subscribed to as well.</summary>
public static class VirtuosoChannel
{
    /// <summary>Tickers: <see cref="Payloads.Ticker"/>.</summary>
    public const string MarketData = "market_data";

    /// <summary>Books: <see cref="Payloads.OrderBook"/>.</summary>
    public const string OrderBook = "orderbook";

    /// <summary>Trades: <see cref="Payloads.Trade"/>.</summary>
    public const string Trades = "trades";

    /// <summary>Your orders: <see cref="Payloads.Order"/>.</summary>
    public const string Orders = "orders";

    /// <summary>Your positions: <see cref="Payloads.Position"/>.</summary>
    public const string Positions = "positions";

    /// <summary>Events of the system: <see cref="Payloads.ExchangeStatus"/>. The one channel without exchange and symbols.</summary>
    public const string SystemEvents = "system_events";

    /// <summary>All of them, in the document's order.</summary>
    public static IReadOnlyList<string> All { get; } = [MarketData, OrderBook, Trades, Orders, Positions, SystemEvents];
}
