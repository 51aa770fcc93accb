using System.Buffers;
using System.Text.Json;

namespace Harness.Clients.AirAlgo.Json;

/// <summary>What a client says: topic, event, payload and reference.</summary>
internal static class AirAlgoFrames
{
    public static ReadOnlyMemory<byte> Join(string topic, string accessToken, string reference) =>
        Write(topic, "phx_join", reference, json => json.WriteString("access_token", accessToken));

    public static ReadOnlyMemory<byte> List(string topic, string action, IReadOnlyList<string> tokens, string reference) =>
        Write(topic, action, reference, json =>
        {
            json.WriteStartArray("list");
            foreach (string token in tokens)
                json.WriteStringValue(token);
            json.WriteEndArray();
        });

    /// <summary>The payload is written as it is.</summary>
    public static ReadOnlyMemory<byte> Order(string topic, JsonElement payload, string reference) => Write(topic, "order", reference, json =>
    {
        foreach (var member in payload.EnumerateObject())
            member.WriteTo(json);
    });

    public static ReadOnlyMemory<byte> Heartbeat(string reference) => Write("phoenix", "heartbeat", reference, static _ => { });

    private static ReadOnlyMemory<byte> Write(string topic, string @event, string reference, Action<Utf8JsonWriter> writePayload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("topic", topic);
            json.WriteString("event", @event);
            json.WriteStartObject("payload");
            writePayload(json);
            json.WriteEndObject();
            json.WriteString("ref", reference);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
