using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The answer to market_status (Subscription Methods 6), whose content the document leaves open.</summary>
internal sealed class MarketStatus(bool isOpen, DateTimeOffset now) : OdinReply("market_status", "success")
{
    public override void WriteData(Utf8JsonWriter json)
    {
        json.WriteBoolean("market_open"u8, isOpen);
        json.WriteString("market_hours"u8, IndiaTime.MarketHours);
        json.WriteString("current_time"u8, IndiaTime.Clock(now));
        json.WriteString("next_open"u8, IndiaTime.NextOpen(now));
        json.WriteBoolean("streaming_data"u8, isOpen);
    }
}
