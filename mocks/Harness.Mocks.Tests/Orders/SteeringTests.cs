using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Tests.Orders;

public sealed class SteeringTests
{
    private readonly DeskFixture _desk = new();

    [Fact]
    public void Fill_in_parts_reports_each_and_prints_it()
    {
        var order = Scripted();
        _desk.Desk.Acknowledge(order.Id, _desk.Now).Succeeded.ShouldBeTrue();

        var result = _desk.Desk.Fill(order.Id, 0.05m, price: null, _desk.Now);
        _desk.Desk.Fill(order.Id, quantity: null, 42_400, _desk.Now).Succeeded.ShouldBeTrue();

        result.Change.ShouldBe(MarketChange.Print);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.PartiallyFilled, OrderEventKind.Filled]);
        var (partly, whole) = (_desk.Events[1], _desk.Events[2]);
        (partly.Order.Status, partly.Order.Filled, partly.Order.Remaining).ShouldBe((OrderStatus.PartiallyFilled, 0.05m, 0.05m));
        partly.Order.Cost.ShouldBe(4_250m);
        partly.Order.Fee.ShouldBe(2.125m);
        partly.Fill.ShouldNotBeNull().Price.ShouldBe(42_500m);
        whole.Order.Fee.ShouldBe(4.25m);
        whole.Fill.ShouldNotBeNull().Price.ShouldBe(42_400m);
        whole.Fill.TradeId.ShouldBe(_desk.Coin.LastTrade.Id);
        whole.Order.AverageFillPrice.ShouldBe(42_450m);
        whole.Position.ShouldNotBeNull().Amount.ShouldBe(0.1m);
    }

    [Fact]
    public void Fill_of_a_stop_order_acknowledges_and_triggers_it_first()
    {
        var order = _desk.Place(_desk.Ticket(type: OrderType.StopMarket, trigger: 99_000, handling: OrderHandling.Scripted));

        _desk.Desk.Fill(order.Id, null, null, _desk.Now).Succeeded.ShouldBeTrue();

        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Triggered, OrderEventKind.Filled]);
    }

    [Fact]
    public void Order_of_the_market_can_be_steered_as_well()
    {
        var order = _desk.Place(_desk.Ticket(type: OrderType.Limit, price: 42_000));

        _desk.Desk.Fill(order.Id, 0.04m, null, _desk.Now).Succeeded.ShouldBeTrue();
        _desk.Desk.Cancel(order.Id, _desk.Now).Order.ShouldNotBeNull().Filled.ShouldBe(0.04m);

        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.PartiallyFilled, OrderEventKind.Canceled]);
    }

    [Fact]
    public void Rejection_carries_its_reason_and_stands_alone()
    {
        var order = Scripted();

        _desk.Desk.Reject(order.Id, "risk limit", _desk.Now).Succeeded.ShouldBeTrue();

        _desk.Events.ShouldHaveSingleItem().Order.Rejection.ShouldBe(new Rejection(RejectionKind.Scripted, "risk limit"));
    }

    [Theory]
    [InlineData(0.2, null, "quantity 0.2: only 0.1 of 0.1 remains")]
    [InlineData(0.0, null, "quantity 0: expected a positive multiple of 0.00001")]
    [InlineData(-0.1, null, "quantity -0.1")]
    [InlineData(0.1, 42_500.3, "price 42500.3 of binance:BTCUSDT: expected a positive multiple of its tick 0.5")]
    [InlineData(0.1, 42_600.0, "price 42600.0: worse than the order's limit 42500")]
    [InlineData(0.1, -1.0, "price -1")]
    public void Impossible_fill_says_why_and_changes_nothing(double quantity, double? price, string error)
    {
        var order = Scripted();
        var trade = _desk.Coin.LastTrade;

        var result = _desk.Desk.Fill(order.Id, (decimal)quantity, (decimal?)price, _desk.Now);

        result.Succeeded.ShouldBeFalse();
        result.Error.ShouldNotBeNull().ShouldStartWith($"cannot fill order {order.Id}: {error}");
        _desk.This(order).ShouldBe(order);
        _desk.Coin.LastTrade.ShouldBe(trade);
        _desk.Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("filled")]
    [InlineData("canceled")]
    [InlineData("rejected")]
    public void Finished_order_cannot_be_steered(string status)
    {
        var order = Scripted();
        _ = status switch
        {
            "filled" => _desk.Desk.Fill(order.Id, null, null, _desk.Now),
            "canceled" => _desk.Desk.Cancel(order.Id, _desk.Now),
            _ => _desk.Desk.Reject(order.Id, "no", _desk.Now),
        };
        var told = _desk.Events.Count;

        OrderResult[] results =
        [
            _desk.Desk.Fill(order.Id, 0.01m, null, _desk.Now),
            _desk.Desk.Cancel(order.Id, _desk.Now),
            _desk.Desk.Reject(order.Id, "no", _desk.Now),
            _desk.Desk.Acknowledge(order.Id, _desk.Now),
            _desk.Desk.Handle(order.Id, OrderHandling.Book, _desk.Now),
        ];

        foreach (var result in results) result.Error.ShouldNotBeNull().ShouldEndWith($"order {order.Id}: it is {status} already");
        _desk.Events.Count.ShouldBe(told);
    }

    [Fact]
    public void Partly_filled_order_cannot_be_rejected()
    {
        var order = Scripted();
        _desk.Desk.Fill(order.Id, 0.04m, null, _desk.Now);

        _desk.Desk.Reject(order.Id, "no", _desk.Now).Error
            .ShouldBe($"cannot reject order {order.Id}: 0.04 of 0.1 is filled; cancel what remains instead");
    }

    [Fact]
    public void Unknown_order_is_an_error() =>
        _desk.Desk.Cancel("7", _desk.Now).ShouldBe(new OrderResult(null, "cannot cancel order 7: there is no order of that id", MarketChange.None));

    [Fact]
    public void Observer_that_steers_is_told_after_what_happened_before()
    {
        var steering = new Canceller(_desk);
        _desk.Desk.Observe(steering);
        var later = new Recorder();
        _desk.Desk.Observe(later);

        _desk.Place(_desk.Ticket(type: OrderType.Limit, price: 100));

        later.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Canceled]);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Canceled]);
    }

    private Order Scripted() =>
        _desk.Place(_desk.Ticket(type: OrderType.Limit, amount: 0.1m, price: 42_500, handling: OrderHandling.Scripted));

    private sealed class Canceller(DeskFixture desk) : IOrderObserver
    {
        public void OnOrder(OrderEvent happened)
        {
            if (happened.Kind == OrderEventKind.Opened) desk.Desk.Cancel(happened.Order.Id, desk.Now);
        }
    }

    private sealed class Recorder : IOrderObserver
    {
        public List<OrderEventKind> Kinds { get; } = [];

        public void OnOrder(OrderEvent happened) => Kinds.Add(happened.Kind);
    }
}
