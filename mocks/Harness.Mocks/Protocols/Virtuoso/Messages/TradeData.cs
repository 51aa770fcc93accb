using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>Trades Channel: one printed trade; its side is the taker's.</summary>
internal static class TradeData
{
    public static void Write(Utf8JsonWriter json, in Trade trade)
    {
        json.WriteString("id"u8, trade.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("price"u8, trade.Price);
        json.WriteNumber("amount"u8, trade.Quantity);
        json.WriteString("side"u8, trade.Side == Side.Buy ? "buy"u8 : "sell"u8);
        json.WriteNumber("timestamp"u8, trade.Time.ToUnixTimeMilliseconds());
    }
}
