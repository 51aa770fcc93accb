namespace Harness.Mocks.Orders;

/// <summary>What an account may do and pays.</summary>
internal sealed record AccountTerms
{
    /// <summary>Unique within the desk.</summary>
    public required string Id { get; init; }

    public required string Currency { get; init; }

    /// <summary>What may be risked, in <see cref="Currency"/>; null for no limit.</summary>
    public decimal? Margin { get; init; }

    /// <summary>Whether open orders and positions use the margin up; if not, each order is checked against all of it.</summary>
    public bool DepletesMargin { get; init; }

    /// <summary>
    /// Share of the traded value: quantity times the order's own price for limit orders, even where it traded at a better one,
    /// and times the fill's price for the others.
    /// </summary>
    public decimal FeeRate { get; init; }

    /// <summary>Charged once an order, with its first fill, in <see cref="Currency"/>.</summary>
    public decimal FlatFee { get; init; }
}
