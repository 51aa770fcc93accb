using System.Text.Json;
using Harness.Clients.Json;

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
        JsonText.ReadStartOfObject(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("channel"u8))
                envelope.Channel = JsonText.ReadString(ref reader, "channel");
            else if (reader.ValueTextEquals(firstIdentifier))
                envelope.FirstIdentifier = JsonText.ReadString(ref reader, "identifier");
            else if (reader.ValueTextEquals(secondIdentifier))
                envelope.SecondIdentifier = JsonText.ReadString(ref reader, "identifier");
            else if (reader.ValueTextEquals("timestamp"u8))
                envelope.Timestamp = ReadTimestamp(ref reader);
            else if (reader.ValueTextEquals("data"u8))
                envelope.Data = JsonText.ReadRaw(ref reader, utf8);
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

    private static IsoTimestamp ReadTimestamp(ref Utf8JsonReader reader)
    {
        string text = JsonText.ReadString(ref reader, "timestamp");
        return IsoTimestamp.TryParse(text, out var timestamp)
            ? timestamp
            : throw new JsonException($"Expected an ISO 8601 \"timestamp\", but it was '{text}'.");
    }
}
