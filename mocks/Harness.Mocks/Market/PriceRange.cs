namespace Harness.Mocks.Market;

/// <summary>The prices an exchange accepts today, both ends included, in the instrument's currency.</summary>
internal readonly record struct PriceRange(decimal Low, decimal High);

/// <summary>The same in ticks. It always holds at least two prices, so that a bid and an ask fit in.</summary>
internal readonly record struct TickRange(long Low, long High)
{
    private static readonly TickRange Unlimited = new(1, PriceGrid.Limit);

    public bool Contains(long ticks) => ticks >= Low && ticks <= High;

    /// <summary>The band of <paramref name="percent"/> around the previous close, at least one tick to each side; no band, no limit.</summary>
    public static TickRange Around(long previousClose, decimal? percent)
    {
        if (percent is null) return Unlimited;

        var width = previousClose * percent.Value / 100;
        var low = (long)decimal.Ceiling(previousClose - width);
        var high = (long)decimal.Floor(previousClose + width);
        return new TickRange(Math.Max(1, Math.Min(low, previousClose - 1)), Math.Max(high, previousClose + 1));
    }
}
