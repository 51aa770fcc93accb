using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Tests.Orders;

public sealed class PlacingTests
{
    private readonly DeskFixture _desk = new();

    public static TheoryData<OrderType, double, double?, double?, RejectionKind, string> Invalid => new()
    {
        { OrderType.Market, 0, null, null, RejectionKind.Amount, "amount 0: expected a positive multiple of 0.00001" },
        { OrderType.Market, -1, null, null, RejectionKind.Amount, "amount -1" },
        { OrderType.Market, 0.000001, null, null, RejectionKind.Amount, "multiple of 0.00001, the lot of binance:BTCUSDT" },
        { OrderType.Market, 1e27, null, null, RejectionKind.Amount, "amount 1000000000000000000000000000" },
        { OrderType.Limit, 1, null, null, RejectionKind.Price, "price is missing: expected a price greater than zero for a limit order" },
        { OrderType.Limit, 1, 0, null, RejectionKind.Price, "price 0" },
        { OrderType.Limit, 1, 1e27, null, RejectionKind.Price, "price 1000000000000000000000000000" },
        { OrderType.StopLimit, 1, 100, null, RejectionKind.TriggerPrice, "trigger price is missing" },
        { OrderType.StopLimit, 1, null, 100, RejectionKind.Price, "stop-limit" },
        { OrderType.StopMarket, 1, null, 0, RejectionKind.TriggerPrice, "trigger price 0: expected a price greater than zero for a stop-market order" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Order_that_cannot_be_taken_in_is_rejected_at_once_and_alone(
        OrderType type, double amount, double? price, double? trigger, RejectionKind kind, string message)
    {
        var order = _desk.Place(_desk.Ticket(Side.Buy, type, (decimal)amount, (decimal?)price, (decimal?)trigger));

        order.Status.ShouldBe(OrderStatus.Rejected);
        order.Rejection.ShouldNotBeNull().Kind.ShouldBe(kind);
        order.Rejection.Message.ShouldContain(message);
        _desk.Events.ShouldHaveSingleItem().Kind.ShouldBe(OrderEventKind.Rejected);
        _desk.Step(_desk.Coin);
        _desk.Events.Count.ShouldBe(1);
    }

    [Fact]
    public void Order_in_another_currency_is_rejected()
    {
        var order = _desk.Place(_desk.Ticket(listing: _desk.Share) with { Account = _desk.Trader });

        order.Rejection.ShouldNotBeNull().Message.ShouldBe("account trader holds USDT, but nse:RELIANCE trades in INR");
    }

    [Fact]
    public void Future_beyond_the_margin_is_rejected_with_what_it_requires()
    {
        var order = _desk.Place(_desk.Ticket(amount: 25, listing: _desk.Future, handling: OrderHandling.NextTick));

        order.RequiredMargin.ShouldBe(66_024.27m);
        order.Rejection.ShouldNotBeNull().Kind.ShouldBe(RejectionKind.Margin);
        order.Rejection.Message.ShouldBe("insufficient margin: 66024.27 INR required, 50000 available");
    }

    [Fact]
    public void Future_that_is_no_whole_contract_is_rejected() =>
        _desk.Place(_desk.Ticket(amount: 30, listing: _desk.Future)).Rejection.ShouldNotBeNull().Message.ShouldContain("multiple of 25");

    [Fact]
    public void Margin_that_is_not_depleted_carries_the_same_order_again_and_again()
    {
        for (var i = 0; i < 5; i++) _desk.Place(_desk.Ticket(amount: 20, listing: _desk.Share)).Status.ShouldBe(OrderStatus.Filled);

        _desk.Broker.AvailableMargin.ShouldBe(50_000m);
    }

    [Fact]
    public void Margin_that_depletes_is_reserved_by_open_orders_and_given_back()
    {
        var poor = _desk.Desk.OpenAccount(new AccountTerms { Id = "poor", Currency = "USDT", Margin = 1_000, DepletesMargin = true });
        var ticket = _desk.Ticket(type: OrderType.Limit, amount: 0.03m, price: 20_000) with { Account = poor };
        var first = _desk.Place(ticket);
        poor.AvailableMargin.ShouldBe(400m);

        _desk.Place(ticket).Rejection.ShouldNotBeNull().Message.ShouldBe("insufficient margin: 600.00 USDT required, 400.00 available");
        _desk.Desk.Cancel(first.Id, _desk.Now);

        poor.AvailableMargin.ShouldBe(1_000m);
        _desk.Place(ticket).Status.ShouldBe(OrderStatus.Open);
    }

    [Fact]
    public void Margin_that_depletes_is_used_by_positions_until_they_are_closed()
    {
        var poor = _desk.Desk.OpenAccount(new AccountTerms { Id = "poor", Currency = "USDT", Margin = 5_000, DepletesMargin = true });
        var ticket = _desk.Ticket(amount: 0.1m, handling: OrderHandling.Scripted) with { Account = poor };
        var bought = _desk.Place(ticket);
        _desk.Desk.Fill(bought.Id, null, 42_000, _desk.Now).Succeeded.ShouldBeTrue();
        poor.AvailableMargin.ShouldBe(800m);

        var sold = _desk.Place(ticket with { Side = Side.Sell });
        sold.RequiredMargin.ShouldBe(0m);
        _desk.Desk.Fill(sold.Id, null, 43_000, _desk.Now).Succeeded.ShouldBeTrue();

        poor.AvailableMargin.ShouldBe(5_100m);
    }

    [Fact]
    public void Account_with_too_many_open_orders_is_refused_another()
    {
        var ticket = _desk.Ticket(type: OrderType.Limit, amount: 0.00001m, price: 1);
        for (var i = 0; i < OrderDesk.OpenOrderLimit; i++) _desk.Place(ticket).Status.ShouldBe(OrderStatus.Open);

        _desk.Place(ticket).Rejection.ShouldNotBeNull().Kind.ShouldBe(RejectionKind.TooMany);
    }

    [Fact]
    public void Numbers_increase_and_ids_follow_from_the_seed()
    {
        var ids = Ids(new DeskFixture(seed: 1));

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length == 9);
        ids.ShouldBe(Ids(new DeskFixture(seed: 1)));
        ids.ShouldNotBe(Ids(new DeskFixture(seed: 2)));
        var other = _desk.Place(_desk.Ticket(amount: 1, listing: _desk.Share));
        var next = _desk.Place(_desk.Ticket());
        (other.Sequence, other.AccountSequence, next.Sequence, next.AccountSequence).ShouldBe((1, 1, 2, 1));

        static string[] Ids(DeskFixture desk) => [.. Enumerable.Range(0, 5).Select(_ => desk.Place(desk.Ticket()).Id)];
    }

    [Fact]
    public void Finished_orders_are_forgotten_the_oldest_first()
    {
        var first = _desk.Place(_desk.Ticket(amount: 0));
        var open = _desk.Place(_desk.Ticket(type: OrderType.Limit, price: 1));
        for (var i = 0; i < OrderDesk.FinishedOrderLimit; i++) _desk.Place(_desk.Ticket(amount: 0));

        _desk.Desk.Find(first.Id).ShouldBeNull();
        _desk.Desk.Find(open.Id).ShouldNotBeNull();
        _desk.Desk.Orders.Count.ShouldBe(OrderDesk.FinishedOrderLimit + 1);
    }

    [Fact]
    public void Account_that_is_open_already_is_refused() =>
        Should.Throw<ArgumentException>(() => _desk.Desk.OpenAccount(_desk.Trader.Terms)).Message.ShouldContain("'trader' is already open");
}
