using System.Buffers;
using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Server;

/// <summary>An order as the admin API shows it and scenarios see it, with prices in the units of its protocol.</summary>
internal static class OrderJson
{
    public static IReadOnlyDictionary<string, OrderType> Types { get; } = new Dictionary<string, OrderType>
    {
        ["market"] = OrderType.Market,
        ["limit"] = OrderType.Limit,
        ["stop-limit"] = OrderType.StopLimit,
        ["stop-market"] = OrderType.StopMarket,
    };

    public static byte[] ToBytes(Order order)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, order);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the members.</summary>
    public static void Write(Utf8JsonWriter json, Order order)
    {
        json.WriteString("id", order.Id);
        json.WriteString("protocol", order.Ticket.Reference);
        json.WriteString("account", order.Account.Id);
        json.WriteString("instrument", order.Listing.Key);
        json.WriteString("side", order.Side == Side.Buy ? "buy" : "sell");
        json.WriteString("type", Types.First(pair => pair.Value == order.Type).Key);
        json.WriteNumber("amount", order.Amount);
        WriteMoney(json, "price", order.Price, order.Ticket.MoneyUnit);
        WriteMoney(json, "trigger_price", order.TriggerPrice, order.Ticket.MoneyUnit);
        json.WriteNumber("filled", order.Filled);
        json.WriteNumber("remaining", order.Remaining);
        json.WriteString("status", order.Status == OrderStatus.PartiallyFilled ? "partially_filled" : order.Status.ToString().ToLowerInvariant());
        json.WriteString("reason", order.Rejection?.Message);
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, decimal? value, decimal unit)
    {
        // Dividing by a one of many digits takes the zeros at the end away.
        if (value is { } number) json.WriteNumber(name, number * unit / 1.0000000000000000000000000000m);
        else json.WriteNull(name);
    }
}
