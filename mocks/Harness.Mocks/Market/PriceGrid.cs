namespace Harness.Mocks.Market;

/// <summary>
/// The grid that prices and quantities lie on. Inside the market both are whole numbers of ticks and lots, so that sums are exact
/// and a step allocates nothing; outside they are decimals in the instrument's currency and unit.
/// </summary>
internal readonly record struct PriceGrid(decimal Tick, decimal Lot)
{
    /// <summary>The largest price and quantity, in ticks and lots: far above any market, and their product far below overflow.</summary>
    internal const long Limit = 1_000_000_000_000;

    internal decimal Price(long ticks) => ticks * Tick;

    internal decimal Quantity(long lots) => lots * Lot;

    internal decimal Value(Int128 tickLots) => (decimal)tickLots * Tick * Lot;

    /// <summary>The nearest price on the grid, at least one tick.</summary>
    internal long NearestTicks(decimal price) => Math.Max(1, (long)decimal.Round(price / Tick, MidpointRounding.AwayFromZero));

    /// <summary>The highest price on the grid that is not above <paramref name="price"/>.</summary>
    internal long TicksBelow(decimal price) => (long)Math.Clamp(decimal.Floor(price / Tick), 0, Limit);

    /// <summary>The lowest price on the grid that is not below <paramref name="price"/>.</summary>
    internal long TicksAbove(decimal price) => (long)Math.Clamp(decimal.Ceiling(price / Tick), 0, Limit);

    /// <summary>Whether somebody may ask for this price, on the grid or between.</summary>
    internal bool IsPrice(decimal? price) => price > 0 && price <= Limit * Math.Min(Tick, 1m);

    internal bool TryTicks(decimal price, out long ticks) => TryUnits(price, Tick, out ticks);

    internal bool TryLots(decimal quantity, out long lots) => TryUnits(quantity, Lot, out lots);

    private static bool TryUnits(decimal amount, decimal unit, out long units)
    {
        units = 0;
        // Compared before dividing: a huge amount over a small unit overflows a decimal.
        if (amount <= 0 || amount > Limit * Math.Min(unit, 1m) || amount % unit != 0) return false;

        units = (long)(amount / unit);
        return true;
    }
}
