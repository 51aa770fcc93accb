namespace Harness.Mocks.Market;

/// <summary>The highest and lowest price of 52 weeks, today included.</summary>
internal sealed class YearRange
{
    private readonly PriceGrid _grid;
    private long _high;
    private long _low;

    internal YearRange(PriceGrid grid, long high, DateOnly highDate, long low, DateOnly lowDate)
    {
        _grid = grid;
        _high = high;
        _low = low;
        HighDate = highDate;
        LowDate = lowDate;
    }

    public decimal High => _grid.Price(_high);

    public DateOnly HighDate { get; private set; }

    public decimal Low => _grid.Price(_low);

    public DateOnly LowDate { get; private set; }

    /// <summary>Whether the latest step traded above every price of the 52 weeks before it.</summary>
    public bool IsNewHigh { get; private set; }

    /// <summary>Whether the latest step traded below every price of the 52 weeks before it.</summary>
    public bool IsNewLow { get; private set; }

    /// <returns>Whether this step has set a new extreme.</returns>
    internal bool Add(long ticks, DateOnly date)
    {
        if (ticks > _high)
        {
            (_high, HighDate) = (ticks, date);
            IsNewHigh = true;
        }

        if (ticks < _low)
        {
            (_low, LowDate) = (ticks, date);
            IsNewLow = true;
        }

        return IsNewHigh || IsNewLow;
    }

    /// <summary>Lets the extremes of the days before cover a price that was never a trade of today.</summary>
    internal void Cover(long ticks)
    {
        _high = Math.Max(_high, ticks);
        _low = Math.Min(_low, ticks);
    }

    internal void ClearFlags()
    {
        IsNewHigh = false;
        IsNewLow = false;
    }
}
