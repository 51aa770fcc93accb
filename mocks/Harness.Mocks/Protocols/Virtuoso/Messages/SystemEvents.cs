using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>System Events Channel.</summary>
internal sealed class SystemEvents(VirtuosoJson messages)
{
    public WireMessage ConnectionStatus(string exchange, string status, DateTimeOffset now)
    {
        var json = messages.Begin();
        json.WriteString("channel"u8, "system_events"u8);
        json.WriteString("event"u8, "exchange_connection_status"u8);
        json.WriteStartObject("data"u8);
        json.WriteString("exchange"u8, exchange);
        json.WriteString("status"u8, status);
        json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
        return messages.End(now);
    }
}
