using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>
/// Lets the market decide what becomes of an order. A stop order wakes at its trigger price; a marketable order takes what the book
/// offers, level by level; a limit order that the market was away from waits until it comes, and then trades at its own price.
/// </summary>
internal sealed class OrderMatching
{
    private readonly OrderLedger _ledger;

    public OrderMatching(OrderLedger ledger) => _ledger = ledger;

    /// <param name="tradedAt">The price of the trade that the step printed, in ticks, with its size; null if it printed none.</param>
    public MarketChange Try(Order order, (long Ticks, long Lots)? tradedAt)
    {
        if (order.IsWaiting)
        {
            if (!IsTriggered(order)) return MarketChange.None;
            order = _ledger.Trigger(order);
        }

        return order.Handling == OrderHandling.NextTick ? TryWhole(order, tradedAt) : TryBook(order, tradedAt);
    }

    /// <summary>The worst price on the grid that the order accepts; null where it accepts any.</summary>
    public static long? LimitTicks(Order order) => order switch
    {
        { IsLimit: false } => null,
        { Side: Side.Buy } => order.Listing.Grid.TicksBelow(order.Price!.Value),
        _ => order.Listing.Grid.TicksAbove(order.Price!.Value),
    };

    private static bool IsTriggered(Order order)
    {
        var last = order.Listing.Day.Last;
        return order.Side == Side.Buy ? last >= order.TriggerPrice : last <= order.TriggerPrice;
    }

    /// <summary>Whether <paramref name="ticks"/> is better for the order than its limit.</summary>
    private static bool IsThrough(Order order, long ticks, long limit) => order.Side == Side.Buy ? ticks < limit : ticks > limit;

    private static long Lots(Order order) => (long)(order.Remaining / order.Listing.Grid.Lot);

    private MarketChange TryBook(Order order, (long Ticks, long Lots)? tradedAt)
    {
        var listing = order.Listing;
        var limit = LimitTicks(order);
        // A price outside today's range cannot be traded at, only within it.
        var ownPrice = order.IsResting && limit is { } own && listing.Allows(own) ? limit : null;
        var change = MarketChange.None;
        while (order.Remaining > 0)
        {
            var taken = listing.Take(order.Side, Lots(order), limit, ownPrice);
            if (taken == MarketChange.None) break;

            change |= taken;
            order = _ledger.Fill(order);
        }

        if (change == MarketChange.None && ownPrice is { } price && tradedAt is { } trade && IsThrough(order, trade.Ticks, price))
        {
            change = Print(ref order, price, Math.Min(Lots(order), trade.Lots), order.Side.Opposite());
        }

        var isAway = limit is { } worst && !IsMarketable(order, worst);
        if (!order.IsTerminal && order.IsResting != isAway) _ledger.Keep(order with { IsResting = isAway });
        return change;
    }

    private MarketChange TryWhole(Order order, (long Ticks, long Lots)? tradedAt)
    {
        var listing = order.Listing;
        var best = listing.Book.Against(order.Side).BestTicks;
        if (LimitTicks(order) is not { } limit) return Print(ref order, best, Lots(order), order.Side);

        var mayRest = order.IsResting && listing.Allows(limit);
        var isTradedThrough = mayRest && tradedAt is { } trade && IsThrough(order, trade.Ticks, limit);
        if (IsMarketable(order, limit) || isTradedThrough)
        {
            return mayRest
                ? Print(ref order, limit, Lots(order), order.Side.Opposite())
                : Print(ref order, best, Lots(order), order.Side);
        }

        if (!order.IsResting) _ledger.Keep(order with { IsResting = true });
        return MarketChange.None;
    }

    private static bool IsMarketable(Order order, long limit)
    {
        var best = order.Listing.Book.Against(order.Side).BestTicks;
        return best == limit || IsThrough(order, best, limit);
    }

    private MarketChange Print(ref Order order, long ticks, long lots, Side taker)
    {
        var change = order.Listing.Print(ticks, lots, taker);
        order = _ledger.Fill(order);
        return change;
    }
}
