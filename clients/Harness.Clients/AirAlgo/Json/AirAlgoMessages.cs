using System.Text.Json;
using Harness.Clients.AirAlgo.Payloads;

namespace Harness.Clients.AirAlgo.Json;

/// <summary>Between the server's frames and <see cref="AirAlgoMessage"/>.</summary>
internal static class AirAlgoMessages
{
    /// <exception cref="JsonException">The text is no frame of this protocol; the exception says why.</exception>
    public static Frame Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, AirAlgoJson.Default.Frame) ?? throw new JsonException("Expected a JSON object.");

    /// <exception cref="JsonException">The payload lacks a member, or has one of the wrong kind.</exception>
    public static AirAlgoMessage Read(Frame frame) => new(frame.Event, frame.Event switch
    {
        "ltp" => new LastPrices(
            frame.Payload.Deserialize(AirAlgoJson.Default.DictionaryStringLastPrice) ?? throw new JsonException("The payload is null.")),
        "order_response" =>
            frame.Payload.Deserialize(AirAlgoJson.Default.OrderResponse) ?? throw new JsonException("The payload is null."),
        _ => new UnknownPayload(frame.Payload),
    });

    /// <summary>Writes a message as it was read, less what this version does not know, and less the topic, which holds the key.</summary>
    public static void Write(Utf8JsonWriter json, AirAlgoMessage message)
    {
        json.WriteStartObject();
        json.WriteString("event", message.Event);
        json.WritePropertyName("payload");
        if (message.Payload is LastPrices prices)
            JsonSerializer.Serialize(json, new Dictionary<string, LastPrice>(prices.ByToken), AirAlgoJson.Default.DictionaryStringLastPrice);
        else if (message.Payload is OrderResponse order)
            JsonSerializer.Serialize(json, order, AirAlgoJson.Default.OrderResponse);
        else if (message.Payload is UnknownPayload unknown)
            unknown.Raw.WriteTo(json);
        json.WriteEndObject();
    }
}
