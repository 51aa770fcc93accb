using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>An order as it is handed in. Prices in the listing's currency, the amount in its unit.</summary>
internal sealed record OrderTicket
{
    public required TradingAccount Account { get; init; }

    public required Listing Listing { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>For limit and stop-limit orders. It need not lie on the tick grid: trades happen at the next better price that does.</summary>
    public decimal? Price { get; init; }

    /// <summary>For stop-limit and stop-market orders.</summary>
    public decimal? TriggerPrice { get; init; }

    public OrderHandling Handling { get; init; } = OrderHandling.Book;

    /// <summary>
    /// How many of the units that its protocol counts money in make one of the listing's currency: whoever shows or steers the order from outside
    /// speaks of those. 100 where the wire says paisa.
    /// </summary>
    public decimal MoneyUnit { get; init; } = 1;

    /// <summary>Whatever the caller wants to find on the order again, e.g. who placed it.</summary>
    public string? Reference { get; init; }
}
