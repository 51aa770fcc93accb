using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Market;

/// <summary>What a listing starts from: the catalogue's figures on the tick grid, and plausible ones where the catalogue has none.</summary>
internal sealed class ListingStart
{
    /// <summary>A day trades about as much as this many levels of the book hold.</summary>
    private const int LevelsADay = 5_000;

    private readonly Instrument _instrument;

    public ListingStart(Instrument instrument, ulong seed)
    {
        if (instrument.Tick <= 0 || instrument.Lot <= 0 || instrument.PreviousClose <= 0)
        {
            throw new ArgumentException(
                $"Instrument '{instrument.Key}': tick, lot and previous close must be greater than zero, but are {instrument.Tick}, " +
                $"{instrument.Lot} and {instrument.PreviousClose}. Correct its entry in the catalogue.", nameof(instrument));
        }

        if (instrument.PreviousClose / instrument.Tick > PriceGrid.Limit)
        {
            throw new ArgumentException(
                $"Instrument '{instrument.Key}': previous close {instrument.PreviousClose} is more than {PriceGrid.Limit} ticks of " +
                $"{instrument.Tick}. Correct its entry in the catalogue.", nameof(instrument));
        }

        _instrument = instrument;
        Chance = new RandomStream(seed, instrument.Key);
        Grid = new PriceGrid(instrument.Tick, instrument.Lot);
        PreviousClose = Grid.NearestTicks(instrument.PreviousClose);
        FirstTradeId = 100_000_000 + Chance.Below(100_000_000);
        AverageVolume = instrument.AverageVolume ?? (long)Math.Ceiling(TypicalQuantity * LevelsADay);
    }

    public RandomStream Chance { get; }

    public PriceGrid Grid { get; }

    public long PreviousClose { get; }

    public long FirstTradeId { get; }

    public long AverageVolume { get; }

    public long TypicalLots => (long)Math.Clamp(TypicalQuantity / _instrument.Lot, 1, 1_000_000_000);

    /// <summary>What one level of the book usually holds: a share of the known volume, a coin's worth of 50,000, or 1,000 pieces.</summary>
    private decimal TypicalQuantity => _instrument switch
    {
        { AverageVolume: { } volume } => (decimal)volume / LevelsADay,
        { Kind: InstrumentKind.Spot } => 50_000 / _instrument.PreviousClose,
        _ => 1_000,
    };

    public YearRange Year(DateOnly today)
    {
        var high = Grid.NearestTicks(_instrument.Week52High ?? _instrument.PreviousClose * 1.25m);
        var low = Grid.NearestTicks(_instrument.Week52Low ?? _instrument.PreviousClose * 0.8m);
        return new YearRange(Grid, high, DayBefore(today), low, DayBefore(today));
    }

    public OpenInterest? OpenInterest() =>
        _instrument is { OpenInterest: null, Kind: not InstrumentKind.Derivative }
            ? null
            : new OpenInterest(_instrument.OpenInterest ?? 5_000);

    public FundFacts? Fund(DateTimeOffset now) =>
        _instrument is { Units: null, Kind: not InstrumentKind.Fund }
            ? null
            : new FundFacts(Grid, _instrument.Units ?? 10_000_000, PreviousClose, now);

    private DateOnly DayBefore(DateOnly today) => today.AddDays(-1 - (int)Chance.Below(363));
}
