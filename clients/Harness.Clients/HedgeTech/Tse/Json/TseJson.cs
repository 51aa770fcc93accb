using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.HedgeTech.Json;
using Harness.Clients.HedgeTech.Tse.Payloads;
using Harness.Clients.Json;

namespace Harness.Clients.HedgeTech.Tse.Json;

/// <summary>
/// A member that is missing or null makes a message malformed, because a price of 0 that nobody sent is worse than no message;
/// members that are not known are passed over.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(WholeNumberConverter), typeof(IsoTimestampConverter), typeof(BestLimitConverter)])]
[JsonSerializable(typeof(BestLimit))]
[JsonSerializable(typeof(BestLimitLevel))]
[JsonSerializable(typeof(OrderBook))]
[JsonSerializable(typeof(Ohlcv))]
[JsonSerializable(typeof(Aggregate))]
[JsonSerializable(typeof(InstitutionalVsIndividual))]
[JsonSerializable(typeof(ContractInfo))]
[JsonSerializable(typeof(FundInfo))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class TseJson : JsonSerializerContext;
