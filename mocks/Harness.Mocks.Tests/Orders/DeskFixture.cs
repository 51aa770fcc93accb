using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Tests.Market;

namespace Harness.Mocks.Tests.Orders;

/// <summary>A market, a desk, an account in each currency, and everything that was told about orders.</summary>
internal sealed class DeskFixture : IOrderObserver
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public DeskFixture(ulong seed = 1)
    {
        Market = new SimulatedMarket(TestInstruments.All, seed, Start);
        Desk = new OrderDesk(seed);
        Trader = Desk.OpenAccount(new AccountTerms { Id = "trader", Currency = "USDT", FeeRate = 0.001m });
        Broker = Desk.OpenAccount(new AccountTerms { Id = "broker", Currency = "INR", Margin = 50_000, FlatFee = 0.025m });
        Coin = Market.Find("binance:BTCUSDT")!;
        Share = Market.Find("nse:RELIANCE")!;
        Future = Market.Find("nse:NIFTY-FUT")!;
        Desk.Observe(this);
    }

    public SimulatedMarket Market { get; }

    public OrderDesk Desk { get; }

    /// <summary>No margin limit, 0.1 % fee.</summary>
    public TradingAccount Trader { get; }

    /// <summary>50,000 INR, 0.025 an order.</summary>
    public TradingAccount Broker { get; }

    public Listing Coin { get; }

    public Listing Share { get; }

    public Listing Future { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public List<OrderEvent> Events { get; } = [];

    public IEnumerable<OrderEventKind> Kinds => Events.Select(happened => happened.Kind);

    public void OnOrder(OrderEvent happened) => Events.Add(happened);

    public OrderTicket Ticket(
        Side side = Side.Buy,
        OrderType type = OrderType.Market,
        decimal amount = 0.1m,
        decimal? price = null,
        decimal? trigger = null,
        OrderHandling handling = OrderHandling.Book,
        Listing? listing = null)
    {
        var traded = listing ?? Coin;
        return new OrderTicket
        {
            Account = traded == Coin ? Trader : Broker,
            Listing = traded,
            Side = side,
            Type = type,
            Amount = amount,
            Price = price,
            TriggerPrice = trigger,
            Handling = handling,
        };
    }

    public Order Place(OrderTicket ticket)
    {
        var result = Desk.Place(ticket, Now);
        result.Error.ShouldBeNull();
        return result.Order.ShouldNotBeNull();
    }

    /// <summary>The order as it is by now.</summary>
    public Order This(Order order) => Desk.Find(order.Id).ShouldNotBeNull();

    public MarketChange Step(Listing listing)
    {
        Now = Now.AddMilliseconds(100);
        var change = Market.Step(listing, Now);
        return change | Desk.Match(listing, change);
    }

    public MarketChange SetPrice(Listing listing, decimal price)
    {
        Market.TrySetPrice(listing, price, Now, out var change, out var error).ShouldBeTrue(error);
        return change | Desk.Match(listing, change);
    }
}
