namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.3: the last one-minute candle.</summary>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Traded quantity.</param>
public sealed record Ohlcv(decimal Open, decimal High, decimal Low, decimal Close, long Volume) : TsePayload;
