using System.Text;
using BenchmarkDotNet.Attributes;
using Harness.Benchmarks.Schemas;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Protocols.AirAlgo;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Protocols.HedgeTech;
using Harness.Mocks.Protocols.HedgeTech.Ime;
using Harness.Mocks.Protocols.HedgeTech.Tse;
using Harness.Mocks.Protocols.HedgeTech.Tse.Channels;
using Harness.Mocks.Protocols.Odin;
using Harness.Mocks.Protocols.Odin.Messages;
using Harness.Mocks.Protocols.Virtuoso;
using Harness.Mocks.Protocols.Virtuoso.Messages;
using Harness.Wire;

namespace Harness.Benchmarks.Rendering;

/// <summary>From the facts of the market to a framed message, in the words of each protocol: done once, however many get it. Beside it, framing alone.</summary>
[MemoryDiagnoser]
public class RenderingBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private readonly byte[] _payload = Encoding.UTF8.GetBytes(MarketMessage.Text);
    private readonly OdinJson _odinJson = new();
    private readonly PhoenixWriter _phoenix = new();
    private SimulatedMarket _market = null!;
    private Listing _moving = null!;
    private TseTopic _tse = null!;
    private ImeTopic _ime = null!;
    private OdinStock _odin = null!;
    private AirAlgoInstrument[] _airalgo = null!;
    private VirtuosoPublisher _virtuoso = null!;
    private VirtuosoListing _virtuosoListing = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var instruments = ProtocolCatalog.Embedded.Protocols.ToDictionary(protocol => protocol.Slug, protocol => protocol.Instruments[0]);
        _market = new SimulatedMarket(ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => protocol.Instruments), seed: 7, Now);
        Listing Listing(string slug) => _market.Find(instruments[slug].Key)!;
        var clock = new EngineTime(() => "+03:30");
        _moving = Listing("ht-tse");
        _tse = new TseTopic(clock, new BestLimitChannel(), Listing("ht-tse"), "symbolIsin", instruments["ht-tse"].Symbols["isin"]);
        _ime = new ImeTopic(clock, Listing("ht-ime"), "symbolId", "1001");
        _odin = new OdinStock(instruments["odin"].Symbols["symbol"], instruments["odin"].Symbols["token"], instruments["odin"].Symbols["exchange"], Listing("odin"));
        _airalgo = [new AirAlgoInstrument(instruments["airalgo"].Symbols["token"], instruments["airalgo"].Symbols["symbol"], instruments["airalgo"].Kind, Listing("airalgo"))];
        _virtuosoListing = new VirtuosoListing("binance", instruments["virtuoso"].Symbols["symbol"], Listing("virtuoso"));
        _virtuoso = new VirtuosoPublisher(null!, new VirtuosoJson());
    }

    [Benchmark(Baseline = true)]
    public WireMessage Frame() => WireMessage.Text(_payload);

    [Benchmark]
    public int MoveTheMarket() => (int)_market.Step(_moving, Now);

    [Benchmark]
    public WireMessage TseBestLimit() => _tse.Render(Now);

    [Benchmark]
    public WireMessage ImeStream() => _ime.Render(Now);

    [Benchmark]
    public WireMessage OdinMarketData() => _odinJson.Write(json => MarketData.Write(json, _odin, MarketChange.Print, Now));

    [Benchmark]
    public WireMessage AirAlgoLtp() => LtpMessage.Of(_phoenix, "api:demo", _airalgo);

    [Benchmark]
    public WireMessage VirtuosoTicker() => _virtuoso.Ticker(_virtuosoListing, Now);

    [Benchmark]
    public WireMessage VirtuosoBook() => _virtuoso.Book(_virtuosoListing, 10, Now);
}
