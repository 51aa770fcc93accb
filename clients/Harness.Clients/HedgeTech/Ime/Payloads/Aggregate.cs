namespace Harness.Clients.HedgeTech.Ime.Payloads;

/// <summary>Section 8.2: the trading day so far.</summary>
/// <param name="Date">As sent, e.g. <c>2026-05-29</c>.</param>
/// <param name="Time">As sent, e.g. <c>12:00:00</c>.</param>
/// <param name="TradeCount">Trades.</param>
/// <param name="TotalVolume">Traded quantity.</param>
/// <param name="TotalValue">Traded value.</param>
/// <param name="ClosingPrice">The closing or settlement price, as it stands.</param>
/// <param name="LastPrice">Price of the last trade.</param>
/// <param name="LowPrice">Lowest price.</param>
/// <param name="HighPrice">Highest price.</param>
/// <param name="OpenPrice">First price.</param>
/// <param name="PreviousClose">Closing or settlement price of the day before.</param>
public sealed record Aggregate(
    string Date,
    string Time,
    long TradeCount,
    long TotalVolume,
    decimal TotalValue,
    decimal ClosingPrice,
    decimal LastPrice,
    decimal LowPrice,
    decimal HighPrice,
    decimal OpenPrice,
    decimal PreviousClose);
