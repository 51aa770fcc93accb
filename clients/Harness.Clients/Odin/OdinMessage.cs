using Harness.Clients.Odin.Payloads;

namespace Harness.Clients.Odin;

/// <summary>One message that answers no request.</summary>
/// <param name="Type">
/// <c>market_data</c>; <c>market_status</c>, <c>market_opened</c> or <c>market_closed</c>; also a type that no document lists.
/// </param>
/// <param name="Symbol">The stock's symbol; null where the message is about none.</param>
/// <param name="Token">The stock's token; null where the message is about none.</param>
/// <param name="Exchange">Its exchange; null where the message is about none.</param>
/// <param name="Timestamp">When the server sent it; null where it does not say.</param>
/// <param name="Data">What it says.</param>
public sealed record OdinMessage(
    string Type, string? Symbol, string? Token, string? Exchange, DateTimeOffset? Timestamp, OdinPayload Data);
