using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Ime.Payloads;

/// <summary>The <c>data</c> of a message. Prices and values are in the exchange's currency, quantities in contracts.</summary>
public abstract record ImePayload
{
    private protected ImePayload()
    {
    }
}

/// <summary>Section 8: four sections in one message. One that is left out is null.</summary>
/// <param name="BestLimit">Best bids and asks.</param>
/// <param name="Aggregate">The trading day so far.</param>
/// <param name="AllowedPriceRange">Between which prices may be traded.</param>
/// <param name="ContractInfo">Open interest.</param>
public sealed record ImeMarketData(
    [property: JsonPropertyName("BestLimit")] BestLimit? BestLimit = null,
    [property: JsonPropertyName("Aggregate")] Aggregate? Aggregate = null,
    [property: JsonPropertyName("AllowedPriceRange")] AllowedPriceRange? AllowedPriceRange = null,
    [property: JsonPropertyName("ContractInfo")] ContractInfo? ContractInfo = null) : ImePayload;

/// <summary>The data of a channel that this version does not know.</summary>
/// <param name="Raw">As sent.</param>
public sealed record UnknownPayload(JsonElement Raw) : ImePayload;
