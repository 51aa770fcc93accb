using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Market;

/// <summary>
/// One instrument on the simulated market, with every fact a protocol may render. All facts agree with each other whenever a
/// method of the market has returned. Times are UTC and never go back.
/// </summary>
internal sealed class Listing
{
    private readonly RandomStream _chance;
    private readonly PriceProcess _process;
    private readonly Tape _tape;
    private TickRange _range;
    private long _day;

    internal Listing(Instrument instrument, ulong seed, DateTimeOffset start)
    {
        var opening = new ListingStart(instrument, seed);
        _chance = opening.Chance;
        Instrument = instrument;
        Hours = TradingHours.For(instrument.Hours);
        Grid = opening.Grid;
        Book = new OrderBook(Grid);
        Day = new DayStatistics(Grid);
        Investors = new InvestorFlows(Grid);
        _process = new PriceProcess(_chance, Book, opening.TypicalLots);
        _tape = new Tape(Grid, opening.FirstTradeId);
        UpdatedAt = start.ToUniversalTime();
        Year = opening.Year(Hours.Day(start));
        AverageVolume = opening.AverageVolume;
        OpenInterest = opening.OpenInterest();
        Fund = opening.Fund(UpdatedAt);
        BeginDay(opening.PreviousClose);
    }

    public Instrument Instrument { get; }

    /// <summary>The market's own name of it, e.g. <c>nse:RELIANCE</c>.</summary>
    public string Key => Instrument.Key;

    public TradingHours Hours { get; }

    public PriceGrid Grid { get; }

    public OrderBook Book { get; }

    public Trade LastTrade => _tape.Last;

    /// <summary>The last minute in which there was a trade, so far.</summary>
    public Candle Candle => _tape.Candle;

    public DayStatistics Day { get; }

    public InvestorFlows Investors { get; }

    /// <summary>Null for anything but a fund.</summary>
    public FundFacts? Fund { get; }

    /// <summary>Null for anything but a derivative.</summary>
    public OpenInterest? OpenInterest { get; }

    public YearRange Year { get; }

    /// <summary>Average quantity traded a day, over five days.</summary>
    public long AverageVolume { get; private set; }

    /// <summary>Today's allowed prices; null where the exchange has no band.</summary>
    public PriceRange? AllowedRange =>
        Instrument.BandPercent is null ? null : new PriceRange(Grid.Price(_range.Low), Grid.Price(_range.High));

    /// <summary>When any of the facts last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    internal long LastTicks => _tape.LastTicks;

    internal long LastLots => _tape.LastLots;

    internal MarketChange Step(DateTimeOffset now)
    {
        var change = Begin(now) | MarketChange.Book;
        _process.Move(_range);
        var side = _process.Taker();
        change |= Take(side, _process.TradeLots(), limit: null);
        _process.Mend(_range);
        if (Fund is not null && _chance.OnceIn(16))
        {
            Fund.Set(Math.Max(1, Day.LastTicks + _chance.Below(11) - 5), UpdatedAt);
            change |= MarketChange.Nav;
        }

        return change;
    }

    /// <summary>Moves time on, and into a new day where one has begun.</summary>
    internal MarketChange Begin(DateTimeOffset now)
    {
        if (now > UpdatedAt) UpdatedAt = now.ToUniversalTime();
        Year.ClearFlags();
        if (LocalDay() == _day) return MarketChange.None;

        AverageVolume = ((AverageVolume * 4) + (long)Day.Volume) / 5;
        return BeginDay(Day.ClosingTicks);
    }

    internal bool Allows(long ticks) => _range.Contains(ticks);

    /// <summary>Moves book and price to where they were told to be.</summary>
    internal MarketChange MoveTo(long ticks)
    {
        _process.Restart(ticks, _range);
        return MarketChange.Book | Print(ticks, lots: 1, Side.Buy);
    }

    /// <summary>
    /// Takes from the best level, at most what it holds and never the side's last lot, and prints the trade;
    /// nothing where the best level is beyond <paramref name="limit"/>. <see cref="LastLots"/> says how much it was.
    /// </summary>
    /// <param name="restingAt">The price at which this side waited, so that the other came to it; null where it takes the level's.</param>
    internal MarketChange Take(Side side, long lots, long? limit, long? restingAt = null)
    {
        var resting = Book.Against(side);
        if (limit is { } worst && (resting.BestTicks - worst) * resting.Away > 0) return MarketChange.None;
        if (resting.Count == 1) lots = Math.Min(lots, resting.BestLots - 1);
        if (lots <= 0) return MarketChange.None;

        var ticks = restingAt ?? resting.BestTicks;
        var taker = restingAt is null ? side : side.Opposite();
        return MarketChange.Book | Print(ticks, resting.TakeFromBest(lots), taker);
    }

    /// <summary>Prints a trade and brings every fact that depends on it up to date.</summary>
    internal MarketChange Print(long ticks, long lots, Side taker)
    {
        _tape.Add(ticks, lots, taker, UpdatedAt);
        Day.Add(ticks, lots);
        Investors.Add(lots, institutionBuys: _chance.Below(10) < 3, institutionSells: _chance.Below(10) < 3);
        var change = MarketChange.Print;
        if (Year.Add(ticks, Day.Date)) change |= MarketChange.YearRange;
        if (OpenInterest is null) return change;

        // A trade opens, closes or hands on positions: open interest moves by no more than what was traded.
        OpenInterest.Add(_chance.Below((2 * lots) + 1) - lots);
        return change | MarketChange.OpenInterest;
    }

    private MarketChange BeginDay(long previousClose)
    {
        _day = LocalDay();
        _range = TickRange.Around(previousClose, Instrument.BandPercent);
        Day.Begin(Hours.Day(UpdatedAt), previousClose);
        Investors.Begin();
        OpenInterest?.BeginDay();
        Year.Cover(previousClose);

        var opening = _process.OpeningPrice(previousClose, _range);
        _process.Restart(opening, _range);
        var change = MarketChange.NewDay | MarketChange.Book | Print(opening, _process.AuctionLots(), _process.Taker());
        return OpenInterest is null ? change : change | MarketChange.OpenInterest;
    }

    private long LocalDay() => (UpdatedAt.UtcTicks + Hours.Offset.Ticks) / TimeSpan.TicksPerDay;
}
