using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>
/// An order at one moment. It never changes: each event carries the order as it was then.
/// Filled + remaining = amount; filled never falls; nothing follows a terminal status.
/// </summary>
internal sealed record Order
{
    /// <summary>Nine digits that follow from the desk's seed, unique within the desk.</summary>
    public required string Id { get; init; }

    /// <summary>1 for the desk's first order.</summary>
    public required long Sequence { get; init; }

    /// <summary>1 for the account's first order.</summary>
    public required long AccountSequence { get; init; }

    /// <summary>What was asked for.</summary>
    public required OrderTicket Ticket { get; init; }

    public required OrderHandling Handling { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What had to be available when it was placed, in the account's currency.</summary>
    public decimal RequiredMargin { get; init; }

    public OrderStatus Status { get; init; }

    /// <summary>Whether a stop order has become active.</summary>
    public bool IsTriggered { get; init; }

    public decimal Filled { get; init; }

    /// <summary>The sum of quantity times price over all fills.</summary>
    public decimal FilledValue { get; init; }

    /// <summary>Amount times price where the order names one, from the start; what was traded so far where it does not.</summary>
    public decimal Cost { get; init; }

    /// <summary>Fees paid so far, in <see cref="AccountTerms.Currency"/>.</summary>
    public decimal Fee { get; init; }

    public Rejection? Rejection { get; init; }

    public TradingAccount Account => Ticket.Account;

    public Listing Listing => Ticket.Listing;

    public Side Side => Ticket.Side;

    public OrderType Type => Ticket.Type;

    public decimal Amount => Ticket.Amount;

    public decimal? Price => Ticket.Price;

    public decimal? TriggerPrice => Ticket.TriggerPrice;

    public decimal Remaining => Amount - Filled;

    public decimal? AverageFillPrice => Filled == 0 ? null : FilledValue / Filled;

    public bool IsTerminal => Status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Rejected;

    /// <summary>Whether it trades at its own price or better, rather than at any.</summary>
    internal bool IsLimit => Type is OrderType.Limit or OrderType.StopLimit;

    /// <summary>Whether it waits for its trigger price.</summary>
    internal bool IsWaiting => Type is OrderType.StopLimit or OrderType.StopMarket && !IsTriggered;

    /// <summary>Whether the market has been away from its price since: then others come to it, and it trades at its own price.</summary>
    internal bool IsResting { get; init; }
}
