using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Protocols.HedgeTech.Ime.Sections;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.HedgeTech.Ime;

/// <summary>One (endpoint, contract): everybody subscribed to it gets the same bytes (§7, §9). All four sections are always there.</summary>
internal sealed class ImeTopic(EngineTime clock, Listing listing, string identifierName, string identifier)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public Topic Topic { get; } = new();

    /// <summary>The member that says what a message is about: <c>contractId</c> or <c>contractName</c>.</summary>
    public string IdentifierName => identifierName;

    /// <summary>What the contract is called here.</summary>
    public string Identifier => identifier;

    public void Publish(DateTimeOffset now) => Topic.Publish(Render(now));

    /// <summary>The message with the facts as they are.</summary>
    public WireMessage Render(DateTimeOffset now)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, Json);
        json.WriteStartObject();
        json.WriteString("channel"u8, "IME Stream"u8);
        json.WriteString(identifierName, identifier);
        json.WriteString("timestamp"u8, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("data"u8);
        BestLimitSection.Write(json, listing);
        json.WriteStartObject("Aggregate"u8);
        DayAggregate.Write(json, listing, clock);
        json.WriteEndObject();
        AllowedPriceRangeSection.Write(json, listing);
        ContractInfoSection.Write(json, listing);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return WireMessage.Text(_buffer.WrittenSpan);
    }
}
