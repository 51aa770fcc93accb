namespace Harness.Mocks.Orders;

/// <summary>How an order trades.</summary>
public enum OrderType
{
    /// <summary>Trades at once at the best price there is.</summary>
    Market,

    /// <summary>Trades at its price or better, and rests until it can.</summary>
    Limit,

    /// <summary>Becomes a limit order when the last price reaches the trigger price.</summary>
    StopLimit,

    /// <summary>Becomes a market order when the last price reaches the trigger price.</summary>
    StopMarket,
}
