using System.Globalization;
using Harness.Mocks.Protocols.AirAlgo.Messages;

namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>Whether an order says what the table of Supported Events 4 wants; what the market thinks of it is the desk's business.</summary>
internal static class OrderCheck
{
    /// <returns>Null, or the first field that cannot be right: what was expected and what came.</returns>
    public static string? Problem(OrderPayload order, AirAlgoInstrument? instrument)
    {
        if (instrument is null) return $"token_number: nothing trades under {Quoted.Short(order.TokenNumber)}";
        if (order.MarketLimitSl is not ("market" or "limit" or "sl" or "slm"))
        {
            return $"market_limit_sl: expected market, limit, sl or slm, but was {Quoted.Short(order.MarketLimitSl)}";
        }

        if (order.OrderType is not ("B" or "S")) return $"order_type: expected B or S, but was {Quoted.Short(order.OrderType)}";
        if (order.Validity != "Day") return $"validity: expected Day, but was {Quoted.Short(order.Validity)}";
        if (order.Quantity <= 0 || !decimal.IsInteger(order.Quantity)) return Number("quantity", "a whole number above 0", order.Quantity);
        return Money("price", order.Price, isNeeded: order.MarketLimitSl is "limit" or "sl", order)
            ?? Money("trigger_price", order.TriggerPrice, isNeeded: order.MarketLimitSl is "sl" or "slm", order)
            ?? Money("ltp", order.Ltp, isNeeded: order.MarketLimitSl is "limit" or "sl", order);
    }

    private static string? Money(string field, decimal paisa, bool isNeeded, OrderPayload order)
    {
        if (paisa < 0 || !decimal.IsInteger(paisa)) return Number(field, "whole paisa, 0 or more", paisa);
        return isNeeded && paisa == 0 ? Number(field, $"paisa above 0 for a {order.MarketLimitSl} order", paisa) : null;
    }

    private static string Number(string field, string expected, decimal actual) =>
        string.Create(CultureInfo.InvariantCulture, $"{field}: expected {expected}, but was {actual}");
}
