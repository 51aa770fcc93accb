using System.Text.Json;
using Harness.Clients.Odin.Payloads;

namespace Harness.Clients.Odin.Json;

/// <summary>Between the server's messages and <see cref="OdinMessage"/>.</summary>
internal static class OdinMessages
{
    /// <exception cref="JsonException">The text is no message of this protocol; the exception says why.</exception>
    public static OdinReply Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, OdinJson.Default.OdinReply) ?? throw new JsonException("Expected a JSON object.");

    /// <exception cref="JsonException">The data lacks a member, or has one of the wrong kind.</exception>
    public static OdinMessage Read(OdinReply reply)
    {
        OdinPayload data = reply.Type switch
        {
            "market_data" when reply.Data.ValueKind == JsonValueKind.Object => reply.Data.Deserialize(OdinJson.Default.MarketData)!,
            "market_data" => throw new JsonException("Market data needs an object \"data\"."),
            "market_status" or "market_opened" or "market_closed" when reply.Data.ValueKind == JsonValueKind.Object =>
                reply.Data.Deserialize(OdinJson.Default.MarketStatus)!,
            _ => new UnknownPayload(reply.Data),
        };
        return new(reply.Type, reply.Symbol, reply.Token, reply.Exchange, reply.Timestamp, data);
    }

    /// <summary>Writes a message as it was read, less what this version does not know.</summary>
    public static void Write(Utf8JsonWriter json, OdinMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        WriteIfAny(json, "symbol", message.Symbol);
        WriteIfAny(json, "token", message.Token);
        WriteIfAny(json, "exchange", message.Exchange);
        WriteData(json, message.Data);
        if (message.Timestamp is { } timestamp)
            json.WriteNumber("timestamp", timestamp.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteData(Utf8JsonWriter json, OdinPayload data)
    {
        if (data is UnknownPayload { Raw.ValueKind: JsonValueKind.Undefined })
            return;
        json.WritePropertyName("data");
        if (data is MarketData market)
            JsonSerializer.Serialize(json, market, OdinJson.Default.MarketData);
        else if (data is MarketStatus status)
            JsonSerializer.Serialize(json, status, OdinJson.Default.MarketStatus);
        else if (data is UnknownPayload unknown)
            unknown.Raw.WriteTo(json);
    }
}
