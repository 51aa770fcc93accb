namespace Harness.Mocks.Market;

/// <summary>Which facts of a listing one step changed, so that a protocol sends only what moved.</summary>
[Flags]
internal enum MarketChange
{
    None = 0,

    /// <summary>A level of the order book.</summary>
    Book = 1,

    /// <summary>A trade was printed: <see cref="Listing.LastTrade"/> is new.</summary>
    Trade = 1 << 1,
    Candle = 1 << 2,
    Day = 1 << 3,
    Investors = 1 << 4,
    Nav = 1 << 5,
    OpenInterest = 1 << 6,

    /// <summary>The trade set a new 52-week high or low.</summary>
    YearRange = 1 << 7,

    /// <summary>A new trading day began: every aggregate started over.</summary>
    NewDay = 1 << 8,

    /// <summary>What every printed trade changes.</summary>
    Print = Trade | Candle | Day | Investors,
}
