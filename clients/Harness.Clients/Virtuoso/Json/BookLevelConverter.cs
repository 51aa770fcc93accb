using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Virtuoso.Json;

/// <summary><c>[price, amount]</c>; more numbers, should they come one day, are passed over.</summary>
internal sealed class BookLevelConverter : JsonConverter<BookLevel>
{
    public override BookLevel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Expected a level to be an array of price and amount.");
        var level = new BookLevel(ReadNumber(ref reader), ReadNumber(ref reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            reader.Skip();
        return level;
    }

    public override void Write(Utf8JsonWriter writer, BookLevel value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Price);
        writer.WriteNumberValue(value.Amount);
        writer.WriteEndArray();
    }

    private static decimal ReadNumber(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal number)
            ? number
            : throw new JsonException("Expected a level to hold a price and an amount.");
}
