using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Ime.Payloads;

/// <summary>Section 8.3: between which prices may be traded.</summary>
/// <param name="MinAllowedPrice">The lowest.</param>
/// <param name="MaxAllowedPrice">The highest.</param>
public sealed record AllowedPriceRange(
    [property: JsonPropertyName("minAllowedPrice")] decimal MinAllowedPrice,
    [property: JsonPropertyName("maxAllowedPrice")] decimal MaxAllowedPrice);
