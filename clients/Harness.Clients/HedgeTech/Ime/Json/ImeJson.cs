using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.HedgeTech.Ime.Payloads;
using Harness.Clients.Json;

namespace Harness.Clients.HedgeTech.Ime.Json;

/// <summary>
/// A member that is missing inside a section, or null, makes a message malformed; members and sections that are not known are passed over.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(WholeNumberConverter), typeof(BestLimitConverter)])]
[JsonSerializable(typeof(ImeMarketData))]
[JsonSerializable(typeof(BestLimitLevel))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ImeJson : JsonSerializerContext;
