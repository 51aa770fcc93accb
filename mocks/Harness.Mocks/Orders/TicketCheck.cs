using System.Globalization;

namespace Harness.Mocks.Orders;

/// <summary>Whether an order can be taken in, as far as the order alone tells.</summary>
internal static class TicketCheck
{
    /// <returns>Null, or the first thing that is wrong.</returns>
    public static Rejection? Reject(OrderTicket ticket)
    {
        var listing = ticket.Listing;
        if (ticket.Account.Terms.Currency != listing.Instrument.Currency)
        {
            return No(RejectionKind.Currency,
                $"account {ticket.Account.Id} holds {ticket.Account.Terms.Currency}, but {listing.Key} trades in {listing.Instrument.Currency}");
        }

        if (!listing.Grid.TryLots(ticket.Amount, out _))
        {
            return No(RejectionKind.Amount,
                $"amount {ticket.Amount}: expected a positive multiple of {listing.Grid.Lot}, the lot of {listing.Key}");
        }

        if (ticket.Type is OrderType.Limit or OrderType.StopLimit && !listing.Grid.IsPrice(ticket.Price))
        {
            return No(RejectionKind.Price, $"price {Shown(ticket.Price)}: expected a price greater than zero for a {Name(ticket.Type)} order");
        }

        if (ticket.Type is OrderType.StopLimit or OrderType.StopMarket && !listing.Grid.IsPrice(ticket.TriggerPrice))
        {
            return No(RejectionKind.TriggerPrice,
                $"trigger price {Shown(ticket.TriggerPrice)}: expected a price greater than zero for a {Name(ticket.Type)} order");
        }

        return null;
    }

    /// <returns>Null, or why the account cannot carry this order.</returns>
    public static Rejection? Reject(Order order)
    {
        var account = order.Account;
        if (account.OpenOrders >= OrderDesk.OpenOrderLimit)
        {
            return No(RejectionKind.TooMany, $"account {account.Id} has {account.OpenOrders} open orders, as many as it may have; cancel some");
        }

        if (account.AvailableMargin is not { } available || order.RequiredMargin <= available) return null;

        return No(RejectionKind.Margin,
            $"insufficient margin: {order.RequiredMargin} {account.Terms.Currency} required, {available} available");
    }

    /// <summary>What a checked order needs: at its limit, at its trigger price, or at the price it would get now.</summary>
    public static decimal RequiredMargin(OrderTicket ticket) => ticket.Account.RequiredMargin(
        ticket.Listing,
        ticket.Side,
        ticket.Amount,
        ticket.Type switch
        {
            OrderType.Market => ticket.Listing.Book.Against(ticket.Side).Best.Price,
            OrderType.StopMarket => ticket.TriggerPrice!.Value,
            _ => ticket.Price!.Value,
        });

    public static decimal Cost(OrderTicket ticket) =>
        ticket.Type is OrderType.Limit or OrderType.StopLimit ? ticket.Amount * ticket.Price!.Value : 0;

    private static Rejection No(RejectionKind kind, FormattableString message) => new(kind, message.ToString(CultureInfo.InvariantCulture));

    private static string Shown(decimal? price) => price?.ToString(CultureInfo.InvariantCulture) ?? "is missing";

    private static string Name(OrderType type) => type switch
    {
        OrderType.StopLimit => "stop-limit",
        OrderType.StopMarket => "stop-market",
        OrderType.Limit => "limit",
        _ => "market",
    };
}
