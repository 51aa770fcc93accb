using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.Json;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Virtuoso.Json;

/// <summary>A member that is missing makes a message malformed; members that are not known are passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UnixMillisecondsConverter), typeof(BookLevelConverter)])]
[JsonSerializable(typeof(Ticker))]
[JsonSerializable(typeof(OrderBook))]
[JsonSerializable(typeof(Trade))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(ExchangeStatus))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class VirtuosoJson : JsonSerializerContext;
