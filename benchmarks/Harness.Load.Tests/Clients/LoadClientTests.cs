using System.Text;
using Harness.Conformance.Probes;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Load.Clients;
using Harness.Load.Figures;
using Harness.Load.Protocols;

namespace Harness.Load.Tests.Clients;

/// <summary>What one client makes of the bytes that it is given.</summary>
public sealed class LoadClientTests
{
    private const long Now = 1_756_971_591_700_000;

    [Theory]
    [InlineData("odin", """{"type":"market_data","symbol":"SBIN","data":{"timestamp":5},"timestamp":1756971591651}""", 49_000)]
    [InlineData("virtuoso", """{"channel":"market_data","type":"ticker","exchange":"binance","symbol":"BTCUSDT","data":{"timestamp":7},"timestamp":1756971591690}""", 10_000)]
    [InlineData("ht-tse", """{"channel":"ohlcv-last-1m","symbolIsin":"IRT3SATF0001","timestamp":"2025-09-04T11:09:51.600000","data":{}}""", 100_000)]
    [InlineData("ht-ime", """{"contractId":"1001","channel":"IME Stream","timestamp":"2025-09-04T07:39:51.699000Z","data":{}}""", 1000)]
    [InlineData("airalgo", """{"topic":"api:k","event":"ltp","payload":{},"ref":null}""", null)]
    public void Market_data_is_measured_and_costs_no_allocation(string slug, string message, int? age)
    {
        var (client, tally, _) = Client(slug);
        var bytes = Frames(message, 100);
        client.Receive(bytes, Now);
        client.Receive(bytes, Now);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 98; i++) client.Receive(bytes, Now);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        (tally.Messages, tally.Bytes, tally.Timeless, tally.Backwards).ShouldBe((10_000, bytes.Length * 100, 0, 0));
        tally.FirstMessage.Count.ShouldBe(1);
        if (age is { } micros) tally.Latency.Percentile(100)!.Value.ShouldBe(micros);
        tally.Latency.Count.ShouldBe(age is null ? 0 : 10_000);
    }

    [Fact]
    public void Message_that_is_older_than_the_one_before_is_counted_in_its_stream_alone()
    {
        var (client, tally, _) = Client("odin");

        foreach (var (symbol, time) in (ReadOnlySpan<(string, long)>)[("A", 5), ("B", 3), ("A", 4), ("B", 3), ("A", 6)])
            client.Receive(Frames($$"""{"type":"market_data","symbol":"{{symbol}}","timestamp":{{time}}}""", 1), Now);
        client.Receive(Frames("""{"type":"market_data","symbol":"A"}""", 1), Now);
        client.Receive(Frames("""{"type":"market_data","symbol":"A","timestamp":99999999999999}""", 1), Now);

        (tally.Backwards, tally.Timeless, tally.Ahead).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void What_a_document_asks_of_a_client_is_answered()
    {
        var (client, _, wire) = Client("virtuoso");

        client.Receive(Frames("""{"event":"authenticated","success":true}""", 1), Now);
        client.Receive(Frames("""{"event":"ping","timestamp":1}""", 1), Now);
        client.Receive([0x89, 2, (byte)'h', (byte)'i'], Now);
        client.Receive([0x88, 2, 3, 232], Now);

        wire.Said[0].ShouldStartWith("""1 {"action":"authenticate","api_key":"key",""");
        wire.Said.ShouldContain("""1 {"action":"subscribe","channels":["trades"],"params":{"exchange":"binance","symbols":["BTCUSDT","ETHUSDT"]}}""");
        wire.Said.ShouldContain("""1 {"action":"pong","timestamp":1756971591700}""");
        wire.Said.ShouldContain("10 hi");
        wire.Said[^1].ShouldStartWith("8 ");
        client.CloseCode.ShouldBe("1000");
    }

    [Fact]
    public void Answer_is_counted_once_and_only_where_it_was_asked_for()
    {
        var (client, tally, wire) = Client("odin");
        var pong = Frames("""{"type":"pong"}""", 1);
        client.Receive(pong, Now);
        client.Ask().ShouldBeFalse("before any market data");
        client.Receive(Frames("""{"type":"market_data","symbol":"A","timestamp":5}""", 1), Now);

        client.Ask().ShouldBeTrue();
        client.Ask().ShouldBeFalse("an answer is due");
        client.Receive(pong, Now);
        client.Receive(pong, Now);

        tally.RoundTrips.Count.ShouldBe(1);
        wire.Said[^1].ShouldBe("""1 {"action":"ping"}""");
    }

    private static (LoadClient Client, Tally Tally, Wire Wire) Client(string slug)
    {
        var protocol = ProtocolCatalog.Embedded.Find(slug)!;
        var state = new LoadState(new LoadOptions { Protocol = protocol, Url = new Uri("ws://127.0.0.1") }) { Measures = true };
        var bindings = new CaseBindings();
        bindings.Set("api_key", "key");
        bindings.Set("api_secret", "secret");
        bindings.Set("exchange", "binance");
        var task = new ProbeTask
        {
            Protocol = protocol,
            Endpoint = protocol.DefaultEndpoint,
            Symbols = protocol.DefaultEndpoint.Symbols,
            Channels = protocol.Channels,
            Bindings = bindings,
            Time = TimeProvider.System,
            Http = static (_, _) => throw new InvalidOperationException(),
        };
        var client = new LoadClient(1, state, LoadProtocols.Find(slug)!, task, stalls: false);
        var (tally, wire) = (new Tally(), new Wire());
        client.CountIn(tally);
        client.Open(wire, Now);
        return (client, tally, wire);
    }

    private static byte[] Frames(string message, int count)
    {
        var payload = Encoding.UTF8.GetBytes(message);
        byte[] head = payload.Length < 126 ? [0x81, (byte)payload.Length] : [0x81, 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. Enumerable.Range(0, count).SelectMany(_ => head.Concat(payload))];
    }

    /// <summary>Unmasks what is sent: opcode and payload.</summary>
    private sealed class Wire : IClientWire
    {
        public List<string> Said { get; } = [];

        public bool Send(byte[] frame)
        {
            var header = (frame[1] & 0x7F) == 126 ? 4 : 2;
            (frame[1] & 0x80).ShouldBe(0x80, "masked");
            var payload = frame[(header + 4)..].Select((one, at) => (byte)(one ^ frame[header + (at % 4)])).ToArray();
            Said.Add($"{frame[0] & 0xF} {Encoding.UTF8.GetString(payload)}");
            return true;
        }

        public void Dispose()
        {
            // There is nothing to let go of.
        }
    }
}
