using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Tests.Market;

/// <summary>One instrument of every kind, with the extremes that make a market hard to keep consistent.</summary>
internal static class TestInstruments
{
    public static Instrument Share { get; } = new()
    {
        Key = "nse:RELIANCE",
        Kind = InstrumentKind.Share,
        Symbols = new Dictionary<string, string> { ["symbol"] = "RELIANCE", ["token"] = "2885", ["exchange"] = "NSE" },
        Currency = "INR",
        Tick = 0.05m,
        Lot = 1,
        PreviousClose = 1372.6m,
        Week52High = 1551,
        Week52Low = 1115.55m,
        AverageVolume = 8_053_013,
        Hours = "nse",
    };

    /// <summary>Thirteen prices in its band.</summary>
    public static Instrument NarrowBand { get; } = new()
    {
        Key = "tse:IRO1XYZ1",
        Kind = InstrumentKind.Share,
        Symbols = new Dictionary<string, string> { ["isin"] = "IRO1XYZ1234", ["name"] = "نمونه" },
        Currency = "IRR",
        Tick = 50,
        Lot = 1,
        PreviousClose = 10_000,
        BandPercent = 3,
        Hours = "tse",
    };

    /// <summary>Its price is a tick, and its band holds nothing but the previous close.</summary>
    public static Instrument Penny { get; } = NarrowBand with { Key = "tse:PENNY", Tick = 1, PreviousClose = 1, BandPercent = 1 };

    public static Instrument Fund { get; } = new()
    {
        Key = "tse:IRT3SATF",
        Kind = InstrumentKind.Fund,
        Symbols = new Dictionary<string, string> { ["isin"] = "IRT3SATF0001", ["name"] = "ساحل" },
        Currency = "IRR",
        Tick = 10,
        Lot = 1,
        PreviousClose = 24_350,
        BandPercent = 10,
        Units = 415_000_000,
        Hours = "tse",
    };

    public static Instrument Contract { get; } = new()
    {
        Key = "ime:GOLD-APR",
        Kind = InstrumentKind.Derivative,
        Symbols = new Dictionary<string, string> { ["id"] = "1001", ["name"] = "GOLD-APR" },
        Currency = "IRR",
        Tick = 100,
        Lot = 1,
        PreviousClose = 243_000,
        BandPercent = 10,
        OpenInterest = 5_400,
        Hours = "ime",
    };

    public static Instrument Future { get; } = new()
    {
        Key = "nse:NIFTY-FUT",
        Kind = InstrumentKind.Derivative,
        Symbols = new Dictionary<string, string> { ["token"] = "35013", ["symbol"] = "NIFTY" },
        Currency = "INR",
        Tick = 0.05m,
        Lot = 25,
        PreviousClose = 23_250,
        InitialMargin = 66_024.27m,
        Hours = "nse",
    };

    public static Instrument Index { get; } = Share with { Key = "nse:NIFTY", Kind = InstrumentKind.Index, AverageVolume = null };

    public static Instrument Coin { get; } = new()
    {
        Key = "binance:BTCUSDT",
        Kind = InstrumentKind.Spot,
        Symbols = new Dictionary<string, string> { ["symbol"] = "BTCUSDT", ["exchange"] = "binance" },
        Currency = "USDT",
        Tick = 0.5m,
        Lot = 0.00001m,
        PreviousClose = 42_650,
        Hours = "always",
    };

    public static IReadOnlyList<Instrument> All { get; } = [Share, NarrowBand, Penny, Fund, Contract, Future, Index, Coin];
}
