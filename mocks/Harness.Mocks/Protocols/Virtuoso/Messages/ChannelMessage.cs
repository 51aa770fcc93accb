using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>The envelope of a channel's messages; each channel writes its own <c>data</c>.</summary>
internal sealed class ChannelMessage(VirtuosoJson messages)
{
    public WireMessage Write(string channel, string exchange, string symbol, (string Name, string Value)? word, DateTimeOffset now, Action<Utf8JsonWriter> data)
    {
        var json = messages.Begin();
        json.WriteString("channel"u8, channel);
        if (word is { Name: "type" } type) json.WriteString(type.Name, type.Value);
        json.WriteString("exchange"u8, exchange);
        json.WriteString("symbol"u8, symbol);
        if (word is { Name: "event" } happened) json.WriteString(happened.Name, happened.Value);
        json.WriteStartObject("data"u8);
        data(json);
        json.WriteEndObject();
        return messages.End(now);
    }
}
