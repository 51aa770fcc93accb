using BenchmarkDotNet.Attributes;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Benchmarks.Orders;

/// <summary>What open orders add to a step of the market, and what an order costs that the book fills at once.</summary>
[MemoryDiagnoser]
public class MatchingBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private OrderDesk _desk = null!;
    private SimulatedMarket _market = null!;
    private Listing _listing = null!;
    private TradingAccount _account = null!;

    [Params(0, 100, 1000)]
    public int OpenOrders { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var instruments = ProtocolCatalog.Embedded.Find("airalgo")!.Instruments;
        _market = new SimulatedMarket(instruments, seed: 7, Now);
        _listing = _market.Listings[0];
        _desk = new OrderDesk(seed: 7);
        _account = _desk.OpenAccount(new AccountTerms { Id = "bench", Currency = instruments[0].Currency });
        var resting = _desk.OpenAccount(new AccountTerms { Id = "resting", Currency = instruments[0].Currency });

        // Far below the market, so that they stay open however often it moves.
        var price = _listing.AllowedRange?.Low ?? _listing.Day.Last / 2;
        for (var i = 0; i < OpenOrders; i++) _desk.Place(Ticket(resting, OrderType.Limit, price), Now);
    }

    [Benchmark(Baseline = true)]
    public int StepAlone() => (int)_market.Step(_listing, Now);

    [Benchmark]
    public int StepAndMatch() => (int)_desk.Match(_listing, _market.Step(_listing, Now));

    [Benchmark]
    public object PlaceAndFill() => _desk.Place(Ticket(_account, OrderType.Market, null), Now);

    private OrderTicket Ticket(TradingAccount account, OrderType type, decimal? price) =>
        new() { Account = account, Listing = _listing, Side = Side.Buy, Type = type, Amount = _listing.Instrument.Lot, Price = price };
}
