namespace Harness.Mocks.Market;

/// <summary>
/// What a trading day added up to so far. A day opens with a trade, so that every figure always exists;
/// low ≤ open, last, closing price ≤ high, and counts and sums never fall within a day.
/// </summary>
internal sealed class DayStatistics
{
    private readonly PriceGrid _grid;
    private Bar _bar;

    internal DayStatistics(PriceGrid grid) => _grid = grid;

    /// <summary>The day in the exchange's own zone.</summary>
    public DateOnly Date { get; private set; }

    public decimal Open => _grid.Price(_bar.Open);

    public decimal High => _grid.Price(_bar.High);

    public decimal Low => _grid.Price(_bar.Low);

    public decimal Last => _grid.Price(_bar.Close);

    /// <summary>The day's average price weighted by volume, on the tick grid: tomorrow's <see cref="PreviousClose"/>.</summary>
    public decimal ClosingPrice => _grid.Price(ClosingTicks);

    public decimal PreviousClose => _grid.Price(PreviousCloseTicks);

    /// <summary>Last price against the previous close, in percent, unrounded.</summary>
    public decimal ChangePercent => (Last - PreviousClose) / PreviousClose * 100;

    public long TradeCount => _bar.Trades;

    public decimal Volume => _grid.Quantity(_bar.Lots);

    /// <summary>The sum of price times quantity over all trades, in the instrument's currency.</summary>
    public decimal Value => _grid.Value(_bar.Value);

    internal long LastTicks => _bar.Close;

    internal long VolumeLots => _bar.Lots;

    internal long PreviousCloseTicks { get; private set; }

    internal long ClosingTicks => (long)((_bar.Value + (_bar.Lots / 2)) / _bar.Lots);

    internal void Begin(DateOnly date, long previousClose)
    {
        Date = date;
        PreviousCloseTicks = previousClose;
        _bar = default;
    }

    internal void Add(long ticks, long lots) => _bar.Add(ticks, lots);
}
