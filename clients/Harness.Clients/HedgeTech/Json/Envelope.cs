using System.Text.Json;

namespace Harness.Clients.HedgeTech.Json;

/// <summary>
/// The members around <c>data</c>, found in one pass: <c>channel</c>, one of two identifiers, <c>timestamp</c>. Other members are passed
/// over, and of a member that comes twice the last counts.
/// </summary>
internal ref struct Envelope
{
    public string? Channel;
    public string? FirstIdentifier;
    public string? SecondIdentifier;
    public IsoTimestamp Timestamp;
    public ReadOnlySpan<byte> Data;

    /// <exception cref="JsonException">Not an envelope; the message says what is missing.</exception>
    public static Envelope Read(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> firstIdentifier, ReadOnlySpan<byte> secondIdentifier)
    {
        var envelope = new Envelope();
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("channel"u8))
                envelope.Channel = ReadText(ref reader, "channel");
            else if (reader.ValueTextEquals(firstIdentifier))
                envelope.FirstIdentifier = ReadText(ref reader, "identifier");
            else if (reader.ValueTextEquals(secondIdentifier))
                envelope.SecondIdentifier = ReadText(ref reader, "identifier");
            else if (reader.ValueTextEquals("timestamp"u8))
                envelope.Timestamp = ReadTimestamp(ref reader);
            else if (reader.ValueTextEquals("data"u8))
                envelope.Data = ReadRaw(ref reader, utf8);
            else
                reader.Skip();
        }
        // Whatever follows the object is no JSON: this read throws then.
        reader.Read();
        envelope.ThrowIfIncomplete();
        return envelope;
    }

    private readonly void ThrowIfIncomplete()
    {
        if (Channel is null)
            throw new JsonException("The message has no \"channel\".");
        if (FirstIdentifier is null && SecondIdentifier is null)
            throw new JsonException("The message has no identifier of a symbol or contract.");
        if (Timestamp.Text is null)
            throw new JsonException("The message has no \"timestamp\".");
        if (Data.IsEmpty)
            throw new JsonException("The message has no \"data\".");
    }

    private static string ReadText(ref Utf8JsonReader reader, string member)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"The {member} is not a string, but {reader.TokenType}.");
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            // Half of a surrogate pair as an escape is valid JSON, but no text.
            throw new JsonException($"The {member} is not valid Unicode.", broken);
        }
    }

    private static IsoTimestamp ReadTimestamp(ref Utf8JsonReader reader)
    {
        string text = ReadText(ref reader, "timestamp");
        return IsoTimestamp.TryParse(text, out var timestamp)
            ? timestamp
            : throw new JsonException($"Expected an ISO 8601 \"timestamp\", but it was '{text}'.");
    }

    private static ReadOnlySpan<byte> ReadRaw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed];
    }
}
