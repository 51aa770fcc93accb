using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;

namespace Harness.Mocks.Tests.Market;

public sealed class CatalogueTests
{
    [Fact]
    public void Merge_of_two_entries_with_one_key_keeps_what_either_knows()
    {
        var other = TestInstruments.Share with { Week52High = null, InitialMargin = 500, Symbols = new Dictionary<string, string>() };

        var merged = Catalogue.Merge([TestInstruments.Share, TestInstruments.Coin, other]);

        merged.Select(instrument => instrument.Key).ShouldBe(["nse:RELIANCE", "binance:BTCUSDT"]);
        merged[0].Week52High.ShouldBe(1551m);
        merged[0].InitialMargin.ShouldBe(500m);
        merged[0].Symbols["token"].ShouldBe("2885");
    }

    [Fact]
    public void Merge_of_contradicting_entries_names_the_fact()
    {
        var other = TestInstruments.Share with { Tick = 0.1m };

        Should.Throw<ArgumentException>(() => Catalogue.Merge([TestInstruments.Share, other])).Message
            .ShouldContain("'nse:RELIANCE' is listed twice with a different tick: 0.05 and 0.1");
    }

    [Theory]
    [InlineData(0, 1, 100)]
    [InlineData(1, 0, 100)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, -5)]
    public void Market_of_an_unusable_instrument_names_it(int tick, int lot, int previousClose)
    {
        var broken = TestInstruments.Share with { Tick = tick, Lot = lot, PreviousClose = previousClose };

        Should.Throw<ArgumentException>(() => new SimulatedMarket([broken], 1, DateTimeOffset.UnixEpoch)).Message.ShouldContain("nse:RELIANCE");
    }

    [Fact]
    public void Growth_has_unique_names_of_the_pattern_and_a_market_that_holds()
    {
        var grown = Catalogue.Grow("test", TestInstruments.All, 500, seed: 9);

        grown.Count.ShouldBe(500);
        grown.Take(TestInstruments.All.Count).ShouldBe(TestInstruments.All);
        grown.Select(instrument => instrument.Key).ShouldBeUnique();
        var added = grown.Skip(TestInstruments.All.Count).ToArray();
        foreach (var kind in new[] { "isin", "name", "id", "token", "symbol" })
        {
            added.Where(instrument => instrument.Symbols.ContainsKey(kind)).Select(instrument => instrument.Symbols[kind]).ShouldBeUnique();
        }

        added.ShouldAllBe(instrument => instrument.Key.StartsWith("test:", StringComparison.Ordinal));
        added.Where(instrument => instrument.Kind == InstrumentKind.Spot)
            .ShouldAllBe(instrument => instrument.Symbols["symbol"].EndsWith("USDT", StringComparison.Ordinal));
        foreach (var listing in new SimulatedMarket(grown, 9, DateTimeOffset.UnixEpoch).Listings) new MarketInvariants(listing).ShouldHold();
    }

    [Fact]
    public void Embedded_catalogues_make_one_market_that_holds()
    {
        var instruments = ProtocolCatalog.Embedded.Protocols
            .SelectMany(protocol => Catalogue.Grow(protocol.Slug, protocol.Instruments, protocol.Instruments.Count + 20, seed: 4));

        var market = new SimulatedMarket(instruments, seed: 4, DateTimeOffset.UnixEpoch);

        foreach (var listing in market.Listings)
        {
            var invariants = new MarketInvariants(listing);
            for (var step = 0; step < 50; step++)
            {
                market.Step(listing, DateTimeOffset.UnixEpoch.AddMinutes(step * 50));
                invariants.ShouldHold();
            }
        }
    }

    [Fact]
    public void Growth_follows_from_the_seed_and_extends_the_shorter_list()
    {
        static IEnumerable<string> Grow(int count, ulong seed) =>
            Catalogue.Grow("test", TestInstruments.All, count, seed).Select(instrument => $"{instrument.Key} {instrument.PreviousClose}");

        Grow(60, seed: 1).ShouldBe(Grow(90, seed: 1).Take(60));
        Grow(60, seed: 1).ShouldNotBe(Grow(60, seed: 2));
    }

    [Fact]
    public void Growth_below_what_is_listed_changes_nothing() =>
        Catalogue.Grow("test", TestInstruments.All, 3, seed: 1).ShouldBeSameAs(TestInstruments.All);
}
