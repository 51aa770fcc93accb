using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Clients.Json;

/// <summary>Reads a whole number however it is written: <c>3500</c>, <c>3500.0</c> and <c>3.5e3</c> are the same number.</summary>
internal sealed class WholeNumberConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out long whole))
                return whole;
            if (reader.TryGetDecimal(out decimal number) && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue)
                return (long)number;
        }
        throw new JsonException("Expected a whole number.");
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
