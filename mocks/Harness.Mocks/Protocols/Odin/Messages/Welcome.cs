using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The first message of every connection (Message Types, Code Examples).</summary>
/// <param name="clientId">The client's own, or the one it was given.</param>
/// <param name="subscribed">How many subscriptions came back with the client.</param>
internal sealed class Welcome(string clientId, int subscribed, bool isOpen, DateTimeOffset now) : OdinReply("welcome", "connected")
{
    private static readonly string[] Features = ["dynamic_subscriptions", "market_hours_control", "persistent_connection", "real_time_data"];

    public override void WriteData(Utf8JsonWriter json)
    {
        json.WriteString("message"u8, "Connected to Odin Streamer Enhanced WebSocket"u8);
        json.WriteString("client_id"u8, clientId);
        OdinJson.WriteStrings(json, "features"u8, Features);
        json.WriteString("market_hours"u8, IndiaTime.MarketHours);
        json.WriteBoolean("market_open"u8, isOpen);
        json.WriteString("current_time"u8, IndiaTime.Clock(now));
        json.WriteNumber("subscribed_stocks"u8, subscribed);
        json.WriteStartObject("instructions"u8);
        json.WriteString("subscribe"u8, """{"action": "subscribe", "stocks": ["SBIN", "2885"]}"""u8);
        json.WriteString("unsubscribe"u8, """{"action": "unsubscribe", "stocks": ["SBIN"]}"""u8);
        json.WriteString("ping"u8, """{"action": "ping"}"""u8);
        json.WriteEndObject();
    }
}
