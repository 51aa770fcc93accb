namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>Trades Channel.</summary>
/// <param name="Id">The trade's number.</param>
/// <param name="Price">Its price.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="Timestamp">When it happened.</param>
public sealed record Trade(string Id, decimal Price, decimal Amount, string Side, DateTimeOffset Timestamp) : VirtuosoPayload;
