using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;

namespace Harness.Mocks.Tests.Market;

public sealed class SimulatedMarketTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 20, 0, 0, TimeSpan.Zero);

    public static TheoryData<ulong> Seeds => [1, 7, 42, 20_261_120, ulong.MaxValue];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Facts_over_two_virtual_days_agree_at_every_step(ulong seed)
    {
        var market = new SimulatedMarket(TestInstruments.All, seed, Start);
        foreach (var listing in market.Listings)
        {
            var invariants = new MarketInvariants(listing);
            invariants.ShouldHold();
            var step = 0;
            for (var now = Start; now < Start.AddDays(2); now += Pause(step++))
            {
                market.Step(listing, now);
                invariants.ShouldHold();
            }
        }
    }

    [Fact]
    public void Change_says_what_changed_and_nothing_else()
    {
        var market = new SimulatedMarket(TestInstruments.All, seed: 3, Start);
        foreach (var listing in market.Listings)
        {
            for (var now = Start; now < Start.AddHours(30); now = now.AddSeconds(61))
            {
                var (trade, nav, interest, date) = (listing.LastTrade, listing.Fund?.AsOf, listing.OpenInterest?.Contracts, listing.Day.Date);

                var change = market.Step(listing, now);

                change.HasFlag(MarketChange.Book).ShouldBeTrue();
                change.HasFlag(MarketChange.Trade).ShouldBe(listing.LastTrade.Id != trade.Id);
                change.HasFlag(MarketChange.NewDay).ShouldBe(listing.Day.Date != date);
                change.HasFlag(MarketChange.YearRange).ShouldBe(listing.Year.IsNewHigh || listing.Year.IsNewLow);
                if (listing.Fund?.AsOf != nav) change.HasFlag(MarketChange.Nav).ShouldBeTrue();
                if (listing.OpenInterest?.Contracts != interest) change.HasFlag(MarketChange.OpenInterest).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Same_seed_and_calls_give_the_same_facts()
    {
        Run(seed: 5, TestInstruments.All).ShouldBe(Run(seed: 5, TestInstruments.All));
        Run(seed: 5, TestInstruments.All).ShouldNotBe(Run(seed: 6, TestInstruments.All));
    }

    [Fact]
    public void Listing_does_not_depend_on_what_else_is_listed()
    {
        var alone = Run(seed: 5, [TestInstruments.Coin]);
        var among = Run(seed: 5, [.. TestInstruments.All.Reverse()]);

        among.ShouldContain(alone.ShouldHaveSingleItem());
    }

    [Fact]
    public void Day_that_begins_starts_over_from_the_closing_price()
    {
        var market = new SimulatedMarket([TestInstruments.Contract], seed: 1, Start);
        var listing = market.Find("ime:GOLD-APR").ShouldNotBeNull();
        var (close, date, interest) = (listing.Day.ClosingPrice, listing.Day.Date, listing.OpenInterest!.Contracts);

        // 20:30 UTC is midnight in Tehran.
        market.Step(listing, Start.AddMinutes(29)).HasFlag(MarketChange.NewDay).ShouldBeFalse();
        (close, interest) = (listing.Day.ClosingPrice, listing.OpenInterest.Contracts);
        var change = market.Step(listing, Start.AddMinutes(30));

        change.HasFlag(MarketChange.NewDay).ShouldBeTrue();
        listing.Day.Date.ShouldBe(date.AddDays(1));
        listing.Day.PreviousClose.ShouldBe(close);
        listing.Day.TradeCount.ShouldBeInRange(1, 2);
        listing.OpenInterest.Change.ShouldBe(listing.OpenInterest.Contracts - interest);
        var range = listing.AllowedRange.ShouldNotBeNull();
        close.ShouldBeInRange(range.Low, range.High);
    }

    [Fact]
    public void Time_that_goes_back_counts_as_the_last_one()
    {
        var market = new SimulatedMarket([TestInstruments.Coin], seed: 1, Start);
        var listing = market.Listings[0];
        market.Step(listing, Start.AddHours(1));

        market.Step(listing, Start);

        listing.UpdatedAt.ShouldBe(Start.AddHours(1));
    }

    [Fact]
    public void Price_that_is_set_moves_book_and_last_trade()
    {
        var market = new SimulatedMarket([TestInstruments.Share], seed: 1, Start);
        var listing = market.Listings[0];

        market.TrySetPrice(listing, 1600m, Start, out var change, out _).ShouldBeTrue();

        change.ShouldBe(MarketChange.Book | MarketChange.Print | MarketChange.YearRange);
        listing.LastTrade.Price.ShouldBe(1600m);
        listing.Book.Bids.Best.Price.ShouldBeLessThanOrEqualTo(1600m);
        listing.Book.Asks.Best.Price.ShouldBeGreaterThan(1600m);
        listing.Year.IsNewHigh.ShouldBeTrue();
        listing.Year.High.ShouldBe(1600m);
        listing.Year.HighDate.ShouldBe(listing.Day.Date);
        new MarketInvariants(listing).ShouldHold();

        market.Step(listing, Start);
        (listing.Year.IsNewHigh && listing.LastTrade.Price <= 1600m).ShouldBeFalse();
    }

    [Theory]
    [InlineData(9_700, null)]
    [InlineData(10_300, null)]
    [InlineData(10_301, "multiple of its tick 50")]
    [InlineData(0, "positive multiple")]
    [InlineData(-50, "positive multiple")]
    [InlineData(10_350, "expected 9700 to 10300")]
    [InlineData(9_650, "expected 9700 to 10300")]
    public void Price_that_is_set_must_lie_on_the_grid_and_in_the_band(int price, string? error)
    {
        var market = new SimulatedMarket([TestInstruments.NarrowBand], seed: 1, Start);

        var isSet = market.TrySetPrice(market.Listings[0], price, Start, out _, out var actual);

        isSet.ShouldBe(error is null);
        if (error is not null) actual.ShouldNotBeNull().ShouldContain(error);
        new MarketInvariants(market.Listings[0]).ShouldHold();
    }

    [Fact]
    public void Price_beyond_every_number_is_refused()
    {
        var market = new SimulatedMarket([TestInstruments.Coin], seed: 1, Start);

        market.TrySetPrice(market.Listings[0], decimal.MaxValue, Start, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain("binance:BTCUSDT");
    }

    [Fact]
    public void Step_allocates_nothing()
    {
        var market = new SimulatedMarket(TestInstruments.All, seed: 1, Start);
        Steps(10_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Steps(100_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);

        void Steps(int count)
        {
            for (var i = 0; i < count; i++) market.Step(market.Listings[i % market.Listings.Count], Start.AddMilliseconds(i));
        }
    }

    /// <summary>Bursts within a minute, and every tenth time a longer silence.</summary>
    private static TimeSpan Pause(int step) => step % 10 == 0 ? TimeSpan.FromMinutes(23) : TimeSpan.FromSeconds(9);

    private static string[] Run(ulong seed, IReadOnlyList<Instrument> instruments)
    {
        var market = new SimulatedMarket(instruments, seed, Start);
        for (var step = 0; step < 500; step++)
        {
            foreach (var listing in market.Listings) market.Step(listing, Start.AddMinutes(step));
        }

        return [.. market.Listings.Select(MarketFacts.Line)];
    }
}
