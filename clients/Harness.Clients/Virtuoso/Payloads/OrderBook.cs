namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>Orderbook Channel: the levels of one message. The document does not say whether they are the whole book.</summary>
/// <param name="Bids">Bids, highest first.</param>
/// <param name="Asks">Asks, lowest first.</param>
/// <param name="Timestamp">When this was so.</param>
public sealed record OrderBook(IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, DateTimeOffset Timestamp) : VirtuosoPayload;

/// <summary>One level: <c>[price, amount]</c> on the wire.</summary>
/// <param name="Price">The price.</param>
/// <param name="Amount">What is wanted or offered there.</param>
public sealed record BookLevel(decimal Price, decimal Amount);
