namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>Market Data Channel, type <c>ticker</c>.</summary>
/// <param name="Price">The last price.</param>
/// <param name="Volume">Traded amount.</param>
/// <param name="Timestamp">When this was so.</param>
/// <param name="Bid">The best bid.</param>
/// <param name="Ask">The best ask.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
public sealed record Ticker(
    decimal Price, decimal Volume, DateTimeOffset Timestamp, decimal Bid, decimal Ask, decimal High, decimal Low) : VirtuosoPayload;
