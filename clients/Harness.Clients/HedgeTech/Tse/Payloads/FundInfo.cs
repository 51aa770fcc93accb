using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.7: facts of a fund.</summary>
/// <param name="Nav">Net asset value of one unit.</param>
/// <param name="Units">Units issued.</param>
/// <param name="MarketCap">Their market value.</param>
/// <param name="AsOf">When this was so.</param>
public sealed record FundInfo(
    decimal Nav, decimal Units, [property: JsonPropertyName("marketCap")] decimal MarketCap, IsoTimestamp AsOf) : TsePayload;
