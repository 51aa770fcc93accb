using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Json;

/// <summary>Reads and writes <see cref="IsoTimestamp"/> as the text it is.</summary>
internal sealed class IsoTimestampConverter : JsonConverter<IsoTimestamp>
{
    public override IsoTimestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && IsoTimestamp.TryParse(reader.GetString(), out var timestamp)
            ? timestamp
            : throw new JsonException("Expected an ISO 8601 timestamp.");

    public override void Write(Utf8JsonWriter writer, IsoTimestamp value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
