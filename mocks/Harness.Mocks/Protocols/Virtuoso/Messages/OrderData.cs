using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>Orders Channel: an order as it is now. filled + remaining = amount; cost = amount × price; the fee grows with what is filled.</summary>
internal static class OrderData
{
    public static void Write(Utf8JsonWriter json, Order order, string symbol, string exchange)
    {
        // A market order names no price: it shows what it traded at, and until then what the market last traded at.
        var price = order.Price ?? order.AverageFillPrice ?? order.Listing.Day.Last;
        json.WriteString("id"u8, order.Id);
        json.WriteString("symbol"u8, symbol);
        json.WriteString("exchange"u8, exchange);
        json.WriteNumber("timestamp"u8, order.UpdatedAt.ToUnixTimeMilliseconds());
        json.WriteString("type"u8, Type(order.Type));
        json.WriteString("side"u8, order.Side == Side.Buy ? "buy"u8 : "sell"u8);
        json.WriteNumber("amount"u8, order.Amount);
        json.WriteNumber("price"u8, price);
        json.WriteNumber("cost"u8, order.Amount * price);
        json.WriteNumber("filled"u8, order.Filled);
        json.WriteNumber("remaining"u8, order.Remaining);
        json.WriteString("status"u8, Status(order.Status));
        json.WriteStartObject("fee"u8);
        json.WriteNumber("cost"u8, order.Fee);
        json.WriteString("currency"u8, order.Account.Terms.Currency);
        json.WriteNumber("rate"u8, order.Account.Terms.FeeRate);
        json.WriteEndObject();
    }

    private static string Type(OrderType type) => type switch
    {
        OrderType.Market => "market",
        OrderType.Limit => "limit",
        OrderType.StopLimit => "stop_limit",
        _ => "stop_market",
    };

    private static string Status(OrderStatus status) => status switch
    {
        OrderStatus.PartiallyFilled => "partially_filled",
        OrderStatus.Filled => "filled",
        OrderStatus.Canceled => "canceled",
        OrderStatus.Rejected => "rejected",
        _ => "open",
    };
}
