using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Tests.Market;

namespace Harness.Mocks.Tests.Orders;

public sealed class OrderInvariantTests
{
    public static TheoryData<ulong> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_orders_and_steering_keep_orders_accounts_and_market_consistent(ulong seed)
    {
        var desk = new DeskFixture(seed);
        var chance = new RandomStream(seed, "orders of the test");
        var invariants = desk.Market.Listings.ToDictionary(listing => listing, listing => new MarketInvariants(listing));
        for (var turn = 0; turn < 1_500; turn++)
        {
            var listing = chance.OnceIn(3) ? desk.Share : desk.Coin;
            Act(desk, chance, listing);
            desk.Step(listing);
            invariants[listing].ShouldHold();
        }

        desk.Kinds.Distinct().Count().ShouldBe(6, "the run should have seen every kind of event");
        foreach (var life in desk.Events.GroupBy(happened => happened.Order.Id)) LifeShouldBeLegal([.. life]);
        PositionsShouldEqualFills(desk);
    }

    [Fact]
    public void Same_seed_and_calls_give_the_same_events()
    {
        Run(seed: 3).ShouldBe(Run(seed: 3));
        Run(seed: 3).ShouldNotBe(Run(seed: 4));

        static string[] Run(ulong seed)
        {
            var desk = new DeskFixture(seed);
            var chance = new RandomStream(1, "orders of the test");
            for (var turn = 0; turn < 200; turn++)
            {
                Act(desk, chance, desk.Coin);
                desk.Step(desk.Coin);
            }

            return [.. desk.Events.Select(happened => $"{happened.Kind} {happened.Order.Id} {happened.Order.UpdatedAt:O} {happened.Fill}")];
        }
    }

    private static void Act(DeskFixture desk, RandomStream chance, Listing listing)
    {
        var open = desk.Desk.Orders.Where(order => !order.IsTerminal).ToArray();
        if (chance.OnceIn(2) || open.Length == 0)
        {
            desk.Place(Ticket(desk, chance, listing));
            return;
        }

        var order = open[chance.Below(open.Length)];
        _ = chance.Below(5) switch
        {
            0 => desk.Desk.Cancel(order.Id, desk.Now),
            1 => desk.Desk.Reject(order.Id, "no", desk.Now),
            2 => desk.Desk.Acknowledge(order.Id, desk.Now),
            3 => desk.Desk.Handle(order.Id, (OrderHandling)chance.Below(3), desk.Now),
            _ => desk.Desk.Fill(order.Id, chance.OnceIn(2) ? null : order.Listing.Grid.Lot * (1 + chance.Below(3)), null, desk.Now),
        };
    }

    private static OrderTicket Ticket(DeskFixture desk, RandomStream chance, Listing listing)
    {
        var near = listing.Day.Last + (listing.Grid.Tick * (chance.Below(200) - 100));
        var trigger = listing.Day.Last + (listing.Grid.Tick * (chance.Below(200) - 100));
        var amount = listing.Grid.Lot * (chance.OnceIn(20) ? 0 : 1 + chance.Below(chance.OnceIn(4) ? 2_000_000 : 30));
        return desk.Ticket(
            (Side)chance.Below(2), (OrderType)chance.Below(4), amount, near, trigger, (OrderHandling)chance.Below(3), listing);
    }

    private static void LifeShouldBeLegal(OrderEvent[] life)
    {
        life[0].Kind.ShouldBeOneOf(OrderEventKind.Opened, OrderEventKind.Rejected);
        life.SkipLast(1).ShouldAllBe(happened => !happened.Order.IsTerminal);
        life.Count(happened => happened.Kind == OrderEventKind.Opened).ShouldBeLessThanOrEqualTo(1);
        life.Count(happened => happened.Kind == OrderEventKind.Triggered).ShouldBeLessThanOrEqualTo(1);
        decimal filled = 0, fee = 0;
        foreach (var (kind, order, fill, position) in life)
        {
            (fill is not null).ShouldBe(kind is OrderEventKind.PartiallyFilled or OrderEventKind.Filled);
            (position is not null).ShouldBe(fill is not null);
            filled += fill?.Quantity ?? 0;
            fee += fill?.Fee ?? 0;
            order.Filled.ShouldBe(filled);
            order.Fee.ShouldBe(fee);
            (order.Filled + order.Remaining).ShouldBe(order.Amount);
            order.Filled.ShouldBeLessThanOrEqualTo(Math.Max(0, order.Amount));
            if (fill is not null && order.Type is OrderType.Limit or OrderType.StopLimit) FillShouldKeepTheLimit(order, fill);
            if (kind == OrderEventKind.Filled) order.Remaining.ShouldBe(0);
            if (kind == OrderEventKind.Rejected) order.Filled.ShouldBe(0);
        }
    }

    private static void FillShouldKeepTheLimit(Order order, Fill? fill)
    {
        if (fill is null) return;
        if (order.Side == Side.Buy) fill.Price.ShouldBeLessThanOrEqualTo(order.Price!.Value);
        else fill.Price.ShouldBeGreaterThanOrEqualTo(order.Price!.Value);
    }

    private static void PositionsShouldEqualFills(DeskFixture desk)
    {
        foreach (var group in desk.Events.Where(happened => happened.Fill is not null).GroupBy(happened => happened.Order.Listing))
        {
            var account = group.First().Order.Account;
            var bought = group.Sum(happened => (happened.Order.Side == Side.Buy ? 1 : -1) * happened.Fill!.Quantity);
            var spent = group.Sum(happened => (happened.Order.Side == Side.Buy ? 1 : -1) * happened.Fill!.Quantity * happened.Fill.Price);
            var position = account.Position(group.Key);

            position.Amount.ShouldBe(bought);
            // Whatever the path, what was earned is what the holding is worth less what was paid for it.
            var earned = (position.Amount * group.Key.Day.Last) - spent;
            (position.RealisedPnl + position.UnrealisedPnl).ShouldBe(earned, tolerance: 0.000001m);
        }
    }
}
