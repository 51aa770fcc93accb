using Harness.Mocks.Market;

namespace Harness.Mocks.Tests.Market;

public sealed class BookSideTests
{
    private static readonly PriceGrid Grid = new(Tick: 1, Lot: 1);

    [Theory]
    [InlineData(Side.Buy, new[] { 12, 11, 10 })]
    [InlineData(Side.Sell, new[] { 10, 11, 12 })]
    public void Put_keeps_the_best_level_first(Side which, int[] expected)
    {
        var side = new BookSide(which, Grid);
        foreach (var price in new[] { 11, 10, 12 }) side.Put(price, 5, 1);

        side.Select(level => (int)level.Price).ShouldBe(expected);
    }

    [Fact]
    public void Put_at_a_price_that_is_there_replaces_it()
    {
        var side = new BookSide(Side.Sell, Grid);
        side.Put(10, 5, 1);

        side.Put(10, 7, 2);

        side.ShouldHaveSingleItem().ShouldBe(new BookLevel(10, 7, 2));
    }

    [Fact]
    public void Put_into_a_full_side_drops_the_worst_level()
    {
        var side = new BookSide(Side.Sell, Grid);
        for (var price = 1; price <= BookSide.Depth; price++) side.Put(price * 10, 1, 1);

        side.Put(5, 1, 1);
        side.Put(10_000, 1, 1);

        side.Count.ShouldBe(BookSide.Depth);
        side.Best.Price.ShouldBe(5);
        side[BookSide.Depth - 1].Price.ShouldBe((BookSide.Depth - 1) * 10);
    }

    [Fact]
    public void TakeFromBest_gives_no_more_than_the_level_holds()
    {
        var side = new BookSide(Side.Buy, Grid);
        side.Put(10, 5, 4);
        side.Put(9, 3, 1);

        side.TakeFromBest(2).ShouldBe(2);
        side.Best.ShouldBe(new BookLevel(10, 3, 2));
        side.TakeFromBest(50).ShouldBe(3);
        side.Best.Price.ShouldBe(9);
    }

    [Fact]
    public void DropBetterThan_leaves_the_price_itself()
    {
        var side = new BookSide(Side.Buy, Grid);
        foreach (var price in new[] { 8, 9, 10, 11 }) side.Put(price, 5, 1);

        side.DropBetterThan(9);

        side.Select(level => (int)level.Price).ShouldBe([9, 8]);
    }

    [Fact]
    public void Index_beyond_the_levels_throws() => Should.Throw<ArgumentOutOfRangeException>(() => new BookSide(Side.Buy, Grid)[0]);
}
