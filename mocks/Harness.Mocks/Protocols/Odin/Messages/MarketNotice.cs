using System.Text.Json;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>The market has opened or closed (Market Hours Control); stance <c>odin.broadcast</c> says under which type it comes.</summary>
internal sealed class MarketNotice(bool isOpen, DateTimeOffset now, string type, string status) : OdinReply(type, status)
{
    public override string Message => isOpen
        ? "Market is now open - data streaming started"
        : "Market is now closed - data streaming stopped";

    public static MarketNotice By(string stance, bool isOpen, DateTimeOffset now) => stance == "market_status"
        ? new MarketNotice(isOpen, now, "market_status", "success")
        : new MarketNotice(isOpen, now, isOpen ? "market_opened" : "market_closed", "info");

    public override void WriteData(Utf8JsonWriter json)
    {
        json.WriteBoolean("market_open"u8, isOpen);
        json.WriteString("current_time"u8, IndiaTime.Clock(now));
    }
}
