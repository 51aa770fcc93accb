using System.Text.Json;
using Harness.Clients.Json;

namespace Harness.Clients.Virtuoso.Json;

/// <summary>
/// The members of whatever the server sends, found in one pass: data of a channel has <c>channel</c>, everything else has <c>event</c>.
/// Other members are passed over, and of a member that comes twice the last counts.
/// </summary>
internal ref struct Incoming
{
    public string? Channel;
    public string? Event;
    public string? Type;
    public string? Exchange;
    public string? Symbol;
    public string? Message;
    public int Code;
    public DateTimeOffset? Timestamp;
    public ReadOnlySpan<byte> Channels;
    public ReadOnlySpan<byte> Data;

    /// <exception cref="JsonException">Not an object, or a member of the wrong kind.</exception>
    public static Incoming Read(ReadOnlySpan<byte> utf8)
    {
        var incoming = new Incoming();
        var reader = new Utf8JsonReader(utf8);
        JsonText.ReadStartOfObject(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            incoming.ReadMember(ref reader, utf8);
        // Whatever follows the object is no JSON: this read throws then.
        reader.Read();
        return incoming;
    }

    private void ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        if (reader.ValueTextEquals("channel"u8))
            Channel = JsonText.ReadString(ref reader, "channel");
        else if (reader.ValueTextEquals("event"u8))
            Event = JsonText.ReadString(ref reader, "event");
        else if (reader.ValueTextEquals("type"u8))
            Type = JsonText.ReadString(ref reader, "type");
        else if (reader.ValueTextEquals("exchange"u8))
            Exchange = JsonText.ReadString(ref reader, "exchange");
        else if (reader.ValueTextEquals("symbol"u8))
            Symbol = JsonText.ReadString(ref reader, "symbol");
        else if (reader.ValueTextEquals("message"u8))
            Message = JsonText.ReadString(ref reader, "message");
        else if (reader.ValueTextEquals("code"u8))
            Code = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int code) ? code : 0;
        else if (reader.ValueTextEquals("timestamp"u8))
            Timestamp = JsonSerializer.Deserialize(ref reader, VirtuosoJson.Default.DateTimeOffset);
        else if (reader.ValueTextEquals("channels"u8))
            Channels = JsonText.ReadRaw(ref reader, utf8);
        else if (reader.ValueTextEquals("data"u8))
            Data = JsonText.ReadRaw(ref reader, utf8);
        else
            reader.Skip();
    }
}
