namespace Harness.Mocks.Market;

/// <summary>Open, high, low, close and sums of the trades of a period, in ticks and lots.</summary>
internal struct Bar
{
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public long Lots;
    public long Trades;

    /// <summary>Price times quantity. A day at full speed outgrows 64 bits.</summary>
    public Int128 Value;

    public void Add(long ticks, long lots)
    {
        if (Trades == 0)
        {
            Open = ticks;
            High = ticks;
            Low = ticks;
        }

        High = Math.Max(High, ticks);
        Low = Math.Min(Low, ticks);
        Close = ticks;
        Lots += lots;
        Trades++;
        Value += (Int128)ticks * lots;
    }
}
