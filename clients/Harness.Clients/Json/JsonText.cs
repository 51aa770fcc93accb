using System.Text.Json;

namespace Harness.Clients.Json;

/// <summary>Reading by hand what the serializer is too heavy for, with the serializer's one kind of exception.</summary>
internal static class JsonText
{
    /// <summary>Moves to the value and reads its text.</summary>
    /// <exception cref="JsonException">The value is no string, or no valid Unicode.</exception>
    public static string ReadString(ref Utf8JsonReader reader, string member)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"Expected \"{member}\" to be a string, but it was {reader.TokenType}.");
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            // Half of a surrogate pair as an escape is valid JSON, but no text.
            throw new JsonException($"\"{member}\" is not valid Unicode.", broken);
        }
    }

    /// <summary>Moves to the value and returns it as it stands, whatever it is.</summary>
    public static ReadOnlySpan<byte> ReadRaw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed];
    }

    /// <summary>Moves into an object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static void ReadStartOfObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected a JSON object.");
    }
}
