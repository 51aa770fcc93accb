using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Tests.Orders;

public sealed class MatchingTests
{
    private readonly DeskFixture _desk = new();

    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void Market_order_takes_the_best_opposite_level_at_once(Side side)
    {
        var best = _desk.Coin.Book.Against(side).Best;
        var amount = best.Quantity / 2 - (best.Quantity / 2 % 0.00001m);

        var result = _desk.Desk.Place(_desk.Ticket(side, amount: amount), _desk.Now);

        var order = result.Order.ShouldNotBeNull();
        order.Status.ShouldBe(OrderStatus.Filled);
        order.AverageFillPrice.ShouldBe(best.Price);
        order.Fee.ShouldBe(amount * best.Price * 0.001m);
        result.Change.ShouldBe(MarketChange.Book | MarketChange.Print);
        _desk.Coin.LastTrade.Price.ShouldBe(best.Price);
        _desk.Coin.LastTrade.Quantity.ShouldBe(amount);
        _desk.Coin.LastTrade.Side.ShouldBe(side);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Filled]);
    }

    [Fact]
    public void Market_order_bigger_than_the_book_fills_level_by_level_and_goes_on_with_the_next_step()
    {
        var levels = _desk.Coin.Book.Asks.ToArray();
        var all = levels.Sum(level => level.Quantity);

        var order = _desk.Place(_desk.Ticket(amount: all + 1));

        order.Status.ShouldBe(OrderStatus.PartiallyFilled);
        order.Filled.ShouldBe(all - 0.00001m);
        _desk.Events.Skip(1).Select(happened => happened.Fill!.Price).ShouldBe(levels.Select(level => level.Price));
        _desk.Coin.Book.Asks.ShouldHaveSingleItem().Quantity.ShouldBe(0.00001m);

        for (var step = 0; step < 10 && !_desk.This(order).IsTerminal; step++) _desk.Step(_desk.Coin);

        _desk.This(order).Status.ShouldBe(OrderStatus.Filled);
    }

    [Theory]
    [InlineData(Side.Buy, -500)]
    [InlineData(Side.Sell, 500)]
    public void Limit_order_rests_until_the_price_crosses_and_trades_at_its_own_price(Side side, int away)
    {
        var limit = _desk.Coin.Day.Last + away;
        var order = _desk.Place(_desk.Ticket(side, OrderType.Limit, amount: 0.001m, price: limit));
        order.Status.ShouldBe(OrderStatus.Open);
        _desk.Step(_desk.Coin);
        _desk.This(order).Status.ShouldBe(OrderStatus.Open);

        var change = _desk.SetPrice(_desk.Coin, limit + away);

        var filled = _desk.This(order);
        filled.Status.ShouldBe(OrderStatus.Filled);
        filled.AverageFillPrice.ShouldBe(limit);
        filled.Fee.ShouldBe(0.001m * limit * 0.001m);
        _desk.Coin.LastTrade.Side.ShouldBe(side == Side.Buy ? Side.Sell : Side.Buy);
        change.HasFlag(MarketChange.Trade).ShouldBeTrue();
    }

    [Fact]
    public void Marketable_limit_order_trades_at_the_books_price_and_pays_the_fee_on_its_own()
    {
        var best = _desk.Coin.Book.Asks.Best;

        var order = _desk.Place(_desk.Ticket(type: OrderType.Limit, amount: 0.00001m, price: best.Price + 10_000));

        order.AverageFillPrice.ShouldBe(best.Price);
        order.Fee.ShouldBe(0.00001m * (best.Price + 10_000) * 0.001m);
        order.Cost.ShouldBe(0.00001m * (best.Price + 10_000));
    }

    [Fact]
    public void Limit_between_two_ticks_trades_at_the_next_better_price()
    {
        var price = _desk.Coin.Day.Last - 500.2m;
        var order = _desk.Place(_desk.Ticket(type: OrderType.Limit, amount: 0.00001m, price: price));
        _desk.Step(_desk.Coin);

        _desk.SetPrice(_desk.Coin, _desk.Coin.Day.Low - 2_000);

        _desk.This(order).AverageFillPrice.ShouldNotBeNull().ShouldBeInRange(price - 0.5m, price);
    }

    [Theory]
    [InlineData(Side.Buy, 300)]
    [InlineData(Side.Sell, -300)]
    public void Stop_market_order_wakes_at_its_trigger_price(Side side, int away)
    {
        var order = _desk.Place(_desk.Ticket(side, OrderType.StopMarket, amount: 0.00001m, trigger: _desk.Coin.Day.Last + away));
        _desk.SetPrice(_desk.Coin, _desk.Coin.Day.Last + away / 2);
        _desk.This(order).Status.ShouldBe(OrderStatus.Open);

        _desk.SetPrice(_desk.Coin, order.TriggerPrice!.Value);

        _desk.This(order).Status.ShouldBe(OrderStatus.Filled);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Triggered, OrderEventKind.Filled]);
    }

    [Fact]
    public void Stop_limit_order_becomes_a_limit_order()
    {
        var last = _desk.Coin.Day.Last;
        var order = _desk.Place(_desk.Ticket(Side.Buy, OrderType.StopLimit, 0.00001m, price: last - 1_000, trigger: last + 100));

        _desk.SetPrice(_desk.Coin, last + 100);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Triggered]);
        _desk.This(order).IsTriggered.ShouldBeTrue();

        _desk.SetPrice(_desk.Coin, last - 1_100);
        _desk.This(order).AverageFillPrice.ShouldBe(last - 1_000);
    }

    [Fact]
    public void Stop_order_whose_trigger_is_passed_already_wakes_at_once() =>
        _desk.Place(_desk.Ticket(Side.Sell, OrderType.StopMarket, 0.00001m, trigger: _desk.Coin.Day.Last + 1)).Status.ShouldBe(OrderStatus.Filled);

    [Fact]
    public void NextTick_order_fills_whole_at_one_price_with_the_next_step()
    {
        var order = _desk.Place(_desk.Ticket(amount: 30, handling: OrderHandling.NextTick, listing: _desk.Share));
        order.Status.ShouldBe(OrderStatus.Open);

        var change = _desk.Step(_desk.Share);

        change.HasFlag(MarketChange.Trade).ShouldBeTrue();
        _desk.This(order).Status.ShouldBe(OrderStatus.Filled);
        _desk.This(order).AverageFillPrice.ShouldBe(_desk.Share.LastTrade.Price);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Filled]);
    }

    [Fact]
    public void NextTick_limit_order_rests_until_the_price_crosses()
    {
        var limit = _desk.Share.Day.Last - 20;
        var order = _desk.Place(_desk.Ticket(Side.Buy, OrderType.Limit, 10, limit, handling: OrderHandling.NextTick, listing: _desk.Share));
        _desk.Step(_desk.Share);
        _desk.This(order).Status.ShouldBe(OrderStatus.Open);

        _desk.SetPrice(_desk.Share, limit - 5);

        _desk.This(order).AverageFillPrice.ShouldBe(limit);
        _desk.Kinds.ShouldBe([OrderEventKind.Opened, OrderEventKind.Filled]);
    }

    [Fact]
    public void Scripted_order_waits_for_the_script_whatever_the_market_does()
    {
        var order = _desk.Place(_desk.Ticket(handling: OrderHandling.Scripted));

        for (var step = 0; step < 50; step++) _desk.Step(_desk.Coin);

        _desk.This(order).Status.ShouldBe(OrderStatus.Received);
        _desk.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Order_that_is_handed_back_to_the_market_is_matched_with_the_next_step()
    {
        var order = _desk.Place(_desk.Ticket(amount: 0.00001m, handling: OrderHandling.Scripted));

        _desk.Desk.Handle(order.Id, OrderHandling.Book, _desk.Now).Succeeded.ShouldBeTrue();
        _desk.This(order).Status.ShouldBe(OrderStatus.Open);
        _desk.Step(_desk.Coin);

        _desk.This(order).Status.ShouldBe(OrderStatus.Filled);
    }
}
