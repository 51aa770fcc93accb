using System.Text.Json;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>Positions Channel: what is held of one symbol. cost = amount × average_price; profit and its percentage are at the last price.</summary>
internal static class PositionData
{
    public static void Write(Utf8JsonWriter json, Position position, string symbol, string exchange, DateTimeOffset now)
    {
        json.WriteString("symbol"u8, symbol);
        json.WriteString("exchange"u8, exchange);
        json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
        json.WriteString("type"u8, "spot"u8);
        json.WriteString("side"u8, position.Amount < 0 ? "short"u8 : "long"u8);
        json.WriteNumber("amount"u8, Math.Abs(position.Amount));
        json.WriteNumber("cost"u8, position.Cost);
        json.WriteNumber("average_price"u8, decimal.Round(position.AveragePrice, 8));
        json.WriteNumber("unrealized_pnl"u8, position.UnrealisedPnl);
        json.WriteNumber("unrealized_pnl_percentage"u8, decimal.Round(position.UnrealisedPnlPercent, 4));
        json.WriteNull("liquidation_price"u8);
        json.WriteNull("stop_loss"u8);
        json.WriteNull("take_profit"u8);
        json.WriteNull("trailing_stop"u8);
    }
}
