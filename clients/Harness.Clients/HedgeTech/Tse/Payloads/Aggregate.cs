namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.4: the trading day so far.</summary>
/// <param name="Date">As sent: the document fixes no format.</param>
/// <param name="Time">As sent: the document fixes no format.</param>
/// <param name="TradeCount">Trades.</param>
/// <param name="TotalVolume">Traded quantity.</param>
/// <param name="TotalValue">Traded value.</param>
/// <param name="ClosingPrice">The exchange's closing price, as it stands.</param>
/// <param name="LastPrice">Price of the last trade.</param>
/// <param name="LowPrice">Lowest price.</param>
/// <param name="HighPrice">Highest price.</param>
/// <param name="OpenPrice">First price.</param>
/// <param name="PreviousClose">Closing price of the day before.</param>
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
    decimal PreviousClose) : TsePayload;
