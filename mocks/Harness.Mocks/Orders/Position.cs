using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>What an account holds of one listing. Money is in the listing's currency; profits are before fees.</summary>
/// <param name="Amount">Above zero for long, below for short, in the listing's unit.</param>
/// <param name="Cost">What the present amount was bought or sold for; never below zero.</param>
/// <param name="RealisedPnl">Earned by what was closed.</param>
internal sealed record Position(Listing Listing, decimal Amount, decimal Cost, decimal RealisedPnl)
{
    /// <summary>Per unit; 0 where nothing is held.</summary>
    public decimal AveragePrice => Amount == 0 ? 0 : Cost / Math.Abs(Amount);

    /// <summary>At the last price, which moves on while the position stands still.</summary>
    public decimal UnrealisedPnl => (Listing.Day.Last * Amount) - (Cost * Math.Sign(Amount));

    /// <summary>Of the cost, in percent, unrounded; 0 where nothing is held.</summary>
    public decimal UnrealisedPnlPercent => Cost == 0 ? 0 : UnrealisedPnl / Cost * 100;

    /// <summary>The position after a fill: what is opposite to it closes it first, and what is left over opens the other way.</summary>
    internal Position After(Side side, decimal quantity, decimal price)
    {
        var signed = side == Side.Buy ? quantity : -quantity;
        if (Math.Sign(Amount) != -Math.Sign(signed)) return this with { Amount = Amount + signed, Cost = Cost + (quantity * price) };

        var held = Math.Abs(Amount);
        var closed = Math.Min(held, quantity);
        var closedCost = closed == held ? Cost : Cost * closed / held;
        return this with
        {
            Amount = Amount + signed,
            Cost = Cost - closedCost + ((quantity - closed) * price),
            RealisedPnl = RealisedPnl + (((closed * price) - closedCost) * Math.Sign(Amount)),
        };
    }
}
