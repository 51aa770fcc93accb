using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Tests.Orders;

public sealed class PositionTests
{
    private readonly DeskFixture _desk = new();

    /// <summary>Fills as (side, quantity, price), then amount, average price, cost and realised profit.</summary>
    public static TheoryData<string, double, double, double, double> Fills => new()
    {
        { "buy 0.5 42650", 0.5, 42_650, 21_325, 0 },
        { "buy 1 100, buy 3 200", 4, 175, 700, 0 },
        { "buy 2 100, sell 1 150", 1, 100, 100, 50 },
        { "buy 2 100, sell 2 90", 0, 0, 0, -20 },
        { "sell 2 100, buy 1 80", -1, 100, 100, 20 },
        { "sell 1 100, sell 1 120", -2, 110, 220, 0 },
        { "buy 1 100, sell 3 120", -2, 120, 240, 20 },
        { "sell 1 100, buy 3 120, sell 2 130", 0, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Fills))]
    public void Fills_add_up(string fills, double amount, double average, double cost, double realised)
    {
        foreach (var fill in fills.Split(", "))
        {
            var words = fill.Split(' ');
            var quantity = decimal.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
            var side = words[0] == "buy" ? Side.Buy : Side.Sell;
            var order = _desk.Place(_desk.Ticket(side, amount: quantity, handling: OrderHandling.Scripted));
            _desk.Desk.Fill(order.Id, null, int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture), _desk.Now).Error.ShouldBeNull();
        }

        var position = _desk.Trader.Position(_desk.Coin);
        position.Amount.ShouldBe((decimal)amount);
        position.AveragePrice.ShouldBe((decimal)average);
        position.Cost.ShouldBe((decimal)cost);
        position.RealisedPnl.ShouldBe((decimal)realised);
        _desk.Trader.Positions.ShouldHaveSingleItem().ShouldBe(position);
    }

    [Theory]
    [InlineData(Side.Buy, 125, 0.5862)]
    [InlineData(Side.Sell, -125, -0.5862)]
    public void Unrealised_profit_follows_the_last_price(Side side, int profit, double percent)
    {
        var order = _desk.Place(_desk.Ticket(side, amount: 0.5m, handling: OrderHandling.Scripted));
        _desk.Desk.Fill(order.Id, null, 42_650, _desk.Now);

        _desk.SetPrice(_desk.Coin, 42_900);

        var position = _desk.Trader.Position(_desk.Coin);
        position.UnrealisedPnl.ShouldBe(profit);
        ((double)position.UnrealisedPnlPercent).ShouldBe(percent, tolerance: 0.0001);
    }

    [Fact]
    public void Position_that_was_never_opened_is_empty()
    {
        var position = _desk.Trader.Position(_desk.Coin);

        (position.Amount, position.AveragePrice, position.UnrealisedPnl, position.UnrealisedPnlPercent).ShouldBe((0m, 0m, 0m, 0m));
        _desk.Trader.Positions.ShouldBeEmpty();
    }

    [Fact]
    public void Flat_fee_is_charged_once_an_order()
    {
        var order = _desk.Place(_desk.Ticket(amount: 20, listing: _desk.Share, handling: OrderHandling.Scripted));
        _desk.Desk.Fill(order.Id, 5, null, _desk.Now);
        _desk.Desk.Fill(order.Id, null, null, _desk.Now);

        _desk.Events.Select(happened => happened.Order.Fee).ShouldBe([0, 0.025m, 0.025m]);
        _desk.Broker.FeesPaid.ShouldBe(0.025m);
    }
}
