using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Protocols.Virtuoso.Messages;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>Renders what moved, once per topic that somebody listens to.</summary>
internal sealed class VirtuosoPublisher(World world, VirtuosoJson messages)
{
    private readonly ChannelMessage _channels = new(messages);

    public void MarketChanged(VirtuosoListing at, in MarketMove move)
    {
        var now = move.Now;
        if (at.Tickers.HasSubscribers && (move.Change & (MarketChange.Book | MarketChange.Trade)) != MarketChange.None) at.Tickers.Publish(Ticker(at, now));
        if ((move.Change & MarketChange.Book) != MarketChange.None)
        {
            foreach (var (depth, topic) in at.Books)
            {
                if (topic.HasSubscribers) topic.Publish(Book(at, depth, now));
            }
        }

        if ((move.Change & MarketChange.Trade) == MarketChange.None) return;
        if (at.Trades.HasSubscribers) at.Trades.Publish(Trade(at, now));
        foreach (var (account, topic) in at.Positions)
        {
            // The price moved, and the profit with it.
            if (topic.HasSubscribers && account.Position(at.Listing) is { Amount: not 0 } position) topic.Publish(Position(at, position, now));
        }
    }

    public void OrderChanged(VirtuosoListing at, OrderEvent happened)
    {
        var order = happened.Order;
        var orders = at.Orders(order.Account);
        if (orders.HasSubscribers) orders.Publish(Order(at, order, world.Now));
        var positions = at.Position(order.Account);
        if (happened.Position is { } position && positions.HasSubscribers) positions.Publish(Position(at, position, world.Now));
    }

    public WireMessage Ticker(VirtuosoListing at, DateTimeOffset now) =>
        _channels.Write("market_data", at.Exchange, at.Symbol, ("type", "ticker"), now, json => TickerData.Write(json, at.Listing, now));

    public WireMessage Book(VirtuosoListing at, int depth, DateTimeOffset now) =>
        _channels.Write("orderbook", at.Exchange, at.Symbol, null, now, json => OrderbookData.Write(json, at.Listing, depth, now));

    public WireMessage Position(VirtuosoListing at, Position position, DateTimeOffset now) =>
        _channels.Write("positions", at.Exchange, at.Symbol, ("event", "update"), now, json => PositionData.Write(json, position, at.Symbol, at.Exchange, now));

    private WireMessage Trade(VirtuosoListing at, DateTimeOffset now) =>
        _channels.Write("trades", at.Exchange, at.Symbol, null, now, json => TradeData.Write(json, at.Listing.LastTrade));

    private WireMessage Order(VirtuosoListing at, Order order, DateTimeOffset now) =>
        _channels.Write("orders", at.Exchange, at.Symbol, ("event", "update"), now, json => OrderData.Write(json, order, at.Symbol, at.Exchange));
}
