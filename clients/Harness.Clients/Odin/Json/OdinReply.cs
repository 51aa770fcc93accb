using System.Text.Json;

namespace Harness.Clients.Odin.Json;

/// <summary>Message Format: whatever the server sends. Only <c>type</c> is certain.</summary>
internal sealed record OdinReply(
    string Type,
    string? Status = null,
    string? Message = null,
    JsonElement Data = default,
    string? ClientId = null,
    string? Symbol = null,
    string? Token = null,
    string? Exchange = null,
    DateTimeOffset? Timestamp = null)
{
    public OdinReplyData ReadData() =>
        Data.ValueKind == JsonValueKind.Object ? Data.Deserialize(OdinJson.Default.OdinReplyData)! : new();
}

/// <summary>The data of the greeting and of the answers to requests, each with its own few of these.</summary>
internal sealed record OdinReplyData(
    string? Action = null,
    IReadOnlyList<string>? UnsubscribedStocks = null,
    IReadOnlyList<string>? FailedStocks = null,
    IReadOnlyList<string>? SubscribedTokens = null,
    IReadOnlyList<string>? SubscribedSymbols = null,
    int? TotalSubscribed = null,
    string? ClientId = null,
    // A list in answers, a number in the greeting.
    JsonElement SubscribedStocks = default)
{
    public IReadOnlyList<string> Stocks => UnsubscribedStocks ?? (SubscribedStocks.ValueKind == JsonValueKind.Array
        ? SubscribedStocks.Deserialize(OdinJson.Default.StringArray)!
        : []);
}
