using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Clients.Json;

/// <summary>Milliseconds since the epoch, UTC.</summary>
internal sealed class UnixMillisecondsConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double milliseconds) && Math.Abs(milliseconds) < 2e14
            ? DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds)
            : throw new JsonException("Expected milliseconds since the epoch.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}
