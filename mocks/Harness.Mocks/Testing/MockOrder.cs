using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Testing;

/// <summary>An order at one moment, in the protocol's own units.</summary>
public sealed record MockOrder
{
    internal MockOrder(Order order)
    {
        (Id, Protocol, Account, Instrument) = (order.Id, order.Ticket.Reference ?? "", order.Account.Id, order.Listing.Key);
        (Side, Type, Status) = (order.Side, order.Type, order.Status);
        (RejectedFor, Reason) = (order.Rejection?.Kind, order.Rejection?.Message);
        (Amount, Price, TriggerPrice, Filled) = (order.Amount, order.Price, order.TriggerPrice, order.Filled);
    }

    /// <summary>What steers it.</summary>
    public string Id { get; }

    /// <summary>The protocol's slug.</summary>
    public string Protocol { get; }

    /// <summary>Whose it is.</summary>
    public string Account { get; }

    /// <summary>The instrument's key in the catalogue.</summary>
    public string Instrument { get; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; }

    /// <summary>What kind of order it is.</summary>
    public OrderType Type { get; }

    /// <summary>What was asked for.</summary>
    public decimal Amount { get; }

    /// <summary>The limit; null for an order at any price.</summary>
    public decimal? Price { get; }

    /// <summary>Where a stop order becomes active.</summary>
    public decimal? TriggerPrice { get; }

    /// <summary>What was traded so far.</summary>
    public decimal Filled { get; }

    /// <summary>What is left: filled and remaining are the amount.</summary>
    public decimal Remaining => Amount - Filled;

    /// <summary>How far it has come.</summary>
    public OrderStatus Status { get; }

    /// <summary>What it was rejected for; null where it was not.</summary>
    public RejectionKind? RejectedFor { get; }

    /// <summary>Why it was rejected, in words.</summary>
    public string? Reason { get; }
}
