using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.AirAlgo.Orders;
using Harness.Clients.AirAlgo.Payloads;
using Harness.Clients.Json;

namespace Harness.Clients.AirAlgo.Json;

/// <summary>A member that is missing makes a message malformed; members that are not known are passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(Frame))]
[JsonSerializable(typeof(ReplyPayload))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(Dictionary<string, LastPrice>))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(AirAlgoOrder))]
internal sealed partial class AirAlgoJson : JsonSerializerContext;
