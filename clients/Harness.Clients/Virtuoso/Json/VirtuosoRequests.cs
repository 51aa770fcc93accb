using System.Buffers;
using System.Text.Json;

namespace Harness.Clients.Virtuoso.Json;

/// <summary>What a client says: every message has <c>action</c>.</summary>
internal static class VirtuosoRequests
{
    public static ReadOnlyMemory<byte> Authenticate(string apiKey, long timestamp, string signature) => Write("authenticate", json =>
    {
        json.WriteString("api_key", apiKey);
        json.WriteNumber("timestamp", timestamp);
        json.WriteString("signature", signature);
    });

    public static ReadOnlyMemory<byte> Subscribe(VirtuosoSubscription what) => Write("subscribe", json => WriteWhat(json, what));

    public static ReadOnlyMemory<byte> Unsubscribe(VirtuosoSubscription what) => Write("unsubscribe", json => WriteWhat(json, what));

    public static ReadOnlyMemory<byte> Pong(DateTimeOffset now) =>
        Write("pong", json => json.WriteNumber("timestamp", now.ToUnixTimeMilliseconds()));

    private static void WriteWhat(Utf8JsonWriter json, VirtuosoSubscription subscription)
    {
        WriteStrings(json, "channels", subscription.Channels);
        if (subscription.Exchange is null)
            return;
        json.WriteStartObject("params");
        json.WriteString("exchange", subscription.Exchange);
        WriteStrings(json, "symbols", subscription.Symbols);
        if (subscription.Type is not null)
            json.WriteString("type", subscription.Type);
        if (subscription.Depth is { } depth)
            json.WriteNumber("depth", depth);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Write(string action, Action<Utf8JsonWriter> writeRest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("action", action);
            writeRest(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
