namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>System Events Channel, event <c>exchange_connection_status</c>.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Status"><c>connected</c>, or another.</param>
/// <param name="Timestamp">When this was so.</param>
public sealed record ExchangeStatus(string Exchange, string Status, DateTimeOffset Timestamp) : VirtuosoPayload;
