using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>One (endpoint, symbol, channel): everybody subscribed to it gets the same bytes (§6).</summary>
internal sealed class TseTopic(EngineTime clock, TseChannel channel, Listing listing, string identifierName, string identifier)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public Topic Topic { get; } = new();

    public TseChannel Channel => channel;

    /// <summary>The member that says what a message is about: <c>symbolIsin</c> or <c>symbolName</c>.</summary>
    public string IdentifierName => identifierName;

    /// <summary>What the instrument is called here.</summary>
    public string Identifier => identifier;

    public bool IsOffered => channel.IsOfferedBy(listing);

    public void Publish(DateTimeOffset now) => Topic.Publish(Render(now));

    /// <summary>The message with the facts as they are.</summary>
    public WireMessage Render(DateTimeOffset now)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, Json);
        json.WriteStartObject();
        json.WriteString("channel"u8, channel.Word);
        json.WriteString(identifierName, identifier);
        json.WriteString("timestamp"u8, Timestamp(now));
        json.WriteStartObject("data"u8);
        channel.WriteData(json, listing, clock);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return WireMessage.Text(_buffer.WrittenSpan);
    }

    /// <summary>ISO 8601 with exactly six digits and no zone.</summary>
    private string Timestamp(DateTimeOffset now) => clock.Of(now).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
