using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.Json;
using Harness.Clients.Odin.Payloads;

namespace Harness.Clients.Odin.Json;

/// <summary>A member that is missing makes a message malformed; members that are not known are passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(WholeNumberConverter), typeof(UnixMillisecondsConverter)])]
[JsonSerializable(typeof(OdinReply))]
[JsonSerializable(typeof(MarketData))]
[JsonSerializable(typeof(MarketStatus))]
[JsonSerializable(typeof(OdinReplyData))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class OdinJson : JsonSerializerContext;
