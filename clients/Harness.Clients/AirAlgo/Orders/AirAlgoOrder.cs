using System.Text.Json.Serialization;

namespace Harness.Clients.AirAlgo.Orders;

/// <summary>Order placement: an order in the protocol's own words. Prices are in paisa.</summary>
public sealed record AirAlgoOrder
{
    private AirAlgoOrder(string kind, string token, OrderSide side, int quantity, long price, long trigger, long ltp)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        TokenNumber = token;
        MarketLimitSl = kind;
        Price = price;
        OrderType = side == OrderSide.Buy ? "B" : "S";
        TriggerPrice = trigger;
        Quantity = quantity;
        Ltp = ltp;
    }

    /// <summary>The instrument's token number.</summary>
    public string TokenNumber { get; }

    /// <summary><c>market</c>, <c>limit</c>, <c>sl</c> or <c>slm</c>.</summary>
    public string MarketLimitSl { get; }

    /// <summary>The limit; 0 where the order has none.</summary>
    public long Price { get; }

    /// <summary><c>B</c> to buy, <c>S</c> to sell.</summary>
    public string OrderType { get; }

    /// <summary>The price that wakes the order; 0 where it has none.</summary>
    public long TriggerPrice { get; }

    /// <summary>The document knows no other validity.</summary>
    public string Validity { get; } = "Day";

    /// <summary>How many.</summary>
    public int Quantity { get; }

    /// <summary>The last traded price, which limit and stop loss orders must name; else 0.</summary>
    public long Ltp { get; }

    [JsonIgnore]
    internal string BuySell => OrderType == "B" ? "1" : "2";

    /// <summary>At whatever price there is.</summary>
    public static AirAlgoOrder Market(string token, OrderSide side, int quantity) => new("market", token, side, quantity, 0, 0, 0);

    /// <summary>At <paramref name="price"/> or better.</summary>
    public static AirAlgoOrder Limit(string token, OrderSide side, int quantity, long price, long ltp) =>
        new("limit", token, side, quantity, Positive(price), 0, Positive(ltp));

    /// <summary>A limit order once the price has reached <paramref name="trigger"/>.</summary>
    public static AirAlgoOrder StopLoss(string token, OrderSide side, int quantity, long price, long trigger, long ltp) =>
        new("sl", token, side, quantity, Positive(price), Positive(trigger), Positive(ltp));

    /// <summary>A market order once the price has reached <paramref name="trigger"/>.</summary>
    public static AirAlgoOrder StopLossMarket(string token, OrderSide side, int quantity, long trigger) =>
        new("slm", token, side, quantity, 0, Positive(trigger), 0);

    private static long Positive(long price)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price);
        return price;
    }
}

/// <summary>To buy or to sell.</summary>
public enum OrderSide
{
    /// <summary>Buy.</summary>
    Buy,

    /// <summary>Sell.</summary>
    Sell,
}
