using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>The messages that carry an <c>event</c> and no channel (Authentication, Subscribing, Error Handling, Heartbeat, Connection Close).</summary>
internal sealed class EventMessages(VirtuosoJson messages)
{
    public WireMessage Authenticated(DateTimeOffset now)
    {
        var json = Begin("authenticated"u8);
        json.WriteBoolean("success"u8, true);
        return messages.End(now);
    }

    /// <summary>Answers a subscribe or unsubscribe: what was asked, word for word.</summary>
    public WireMessage Acknowledged(bool subscribed, JsonElement channels, JsonElement? parameters, DateTimeOffset now)
    {
        var json = Begin(subscribed ? "subscribed"u8 : "unsubscribed"u8);
        json.WritePropertyName("channels"u8);
        channels.WriteTo(json);
        json.WritePropertyName("params"u8);
        if (parameters is { } given)
        {
            given.WriteTo(json);
        }
        else
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }

        return messages.End(now);
    }

    public WireMessage Error(int code, string message, DateTimeOffset now) => Coded("error"u8, code, message, now);

    public WireMessage Close(int code, string message, DateTimeOffset now) => Coded("close"u8, code, message, now);

    public WireMessage Ping(DateTimeOffset now)
    {
        Begin("ping"u8);
        return messages.End(now);
    }

    public WireMessage Pong(DateTimeOffset now)
    {
        Begin("pong"u8);
        return messages.End(now);
    }

    private WireMessage Coded(ReadOnlySpan<byte> word, int code, string message, DateTimeOffset now)
    {
        var json = Begin(word);
        json.WriteString("message"u8, message);
        json.WriteNumber("code"u8, code);
        return messages.End(now);
    }

    private Utf8JsonWriter Begin(ReadOnlySpan<byte> word)
    {
        var json = messages.Begin();
        json.WriteString("event"u8, word);
        return json;
    }
}
