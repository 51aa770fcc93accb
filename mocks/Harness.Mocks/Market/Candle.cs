namespace Harness.Mocks.Market;

/// <summary>The trades of one minute. Prices in the instrument's currency, volume in its unit.</summary>
/// <param name="Start">The minute's beginning, UTC.</param>
internal readonly record struct Candle(
    DateTimeOffset Start, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, long TradeCount);
