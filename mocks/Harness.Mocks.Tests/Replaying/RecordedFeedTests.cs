using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Virtuoso;

namespace Harness.Mocks.Tests.Replaying;

/// <summary>Recorded market data reaches who is subscribed to what it is about, through the protocol's own mock, and nobody else.</summary>
public sealed class RecordedFeedTests
{
    private const string Satf = """{"channel":"best-limit","symbolIsin":"IRT3SATF0001","timestamp":"2025-01-01T00:00:00.000001","data":{"1":{}}}""";
    private const string Aggregate = """{"channel":"aggregate","symbolIsin":"IRT3SATF0001","timestamp":"2025-01-01T00:00:00.000002","data":{}}""";
    private const string Other = """{"channel":"best-limit","symbolIsin":"IRTKMOFD0001","timestamp":"2025-01-01T00:00:00.000003","data":{"1":{}}}""";

    [Fact]
    public async Task Messages_reach_their_subscribers_with_the_recorded_gaps_and_byte_for_byte()
    {
        await using var mock = await StartAsync("ht-tse", (0, Aggregate), (1, Satf), (2, Other), (11, Satf.Replace("000001", "000009")));
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit"], ["IRT3SATF0001"]), ("Authorization", token));

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        peer.Drain().ShouldBe([Satf]);
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(9.9), TestContext.Current.CancellationToken);
        peer.Drain().ShouldBeEmpty();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(0.1), TestContext.Current.CancellationToken);
        peer.Drain().ShouldHaveSingleItem().ShouldContain("000009");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        peer.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_comes_later_is_shown_the_last_and_who_comes_alone_begins_anew()
    {
        await using var mock = await StartAsync("ht-tse", (0, Satf), (5, Other));
        var token = await mock.LogInAsync();
        var first = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit"], ["IRT3SATF0001"]), ("Authorization", token));
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        first.Drain().ShouldBe([Satf]);

        await using (var second = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit"], ["IRT3SATF0001"]), ("Authorization", token))) (await second.NextAsync()).ShouldBe(Satf);
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await first.DisposeAsync();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await using var third = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit"], ["IRTKMOFD0001"]), ("Authorization", token));

        third.Drain().ShouldBeEmpty();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        third.Drain().ShouldBe([Other]);
    }

    [Fact]
    public async Task Endpoint_by_name_gets_what_was_recorded_by_isin()
    {
        await using var mock = await StartAsync("ht-tse", (0, Satf));
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(
            mock.Server, $"/data-engine/tse-ifb/live/data/websocket/symbol/name?channels=best-limit&symbol_names={Uri.EscapeDataString("ساحل")}", ("Authorization", token));

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBe([Satf.Replace("\"symbolIsin\":\"IRT3SATF0001\"", "\"symbolName\":\"ساحل\"")]);
    }

    [Fact]
    public async Task Ime_contract_gets_its_messages()
    {
        const string gold = """{"channel":"IME Stream","contractId":"1001","timestamp":"2025-01-01T00:00:00.000001Z","data":{}}""";
        await using var mock = await StartAsync("ht-ime", (0, gold), (0, gold.Replace("1001", "1002")));
        await using var peer = await Peer.ConnectAsync(mock.Server, "/data-engine/ime/live/data/websocket/contract/id?contract_id=1001", ("Authorization", await mock.LogInAsync()));

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBe([gold]);
    }

    [Fact]
    public async Task Odin_stock_gets_its_data_behind_the_answer_of_the_mock()
    {
        const string data = """{"type":"market_data","symbol":"SBIN","token":"3045","exchange":"NSE","data":{"ltp":1},"timestamp":1}""";
        await using var mock = await StartAsync("odin", (0, """{"type":"welcome","status":"connected"}"""), (1, data), (1, data.Replace("SBIN", "TCS").Replace("3045", "11536")));
        await using var peer = await Peer.ConnectAsync(mock.Server, "/enhanced-stream?client_id=a");
        peer.Send("""{"action":"subscribe","stocks":["3045"]}""");

        (await peer.NextAsync()).ShouldContain("welcome");
        (await peer.NextAsync()).ShouldContain("SBIN (NSE)");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBe([data]);
    }

    [Fact]
    public async Task Airalgo_prices_go_out_under_the_key_of_today()
    {
        await using var mock = await StartAsync(
            "airalgo",
            (0, """{"event":"ltp","payload":{"22":{"ltp":100,"ltq":1,"ltt":"2025-01-01T00:00:00Z"},"99999":{"ltp":1}},"ref":null,"topic":"api:redacted:api_key:12345678"}"""),
            (1, """{"event":"ltp","payload":{"25":{"ltp":7,"ltq":1,"ltt":"2025-01-01T00:00:00Z"}},"ref":null,"topic":"api:redacted:api_key:12345678"}"""));
        var body = await mock.GetJsonAsync("/api/token/?api_key=demo-key");
        await using var peer = await Peer.ConnectAsync(mock.Server, "/socket/websocket");
        peer.Send($$$"""{"topic":"api:demo-key","event":"phx_join","payload":{"access_token":"{{{body.GetProperty("access_token").GetString()}}}"},"ref":"1"}""");
        (await peer.NextAsync()).ShouldContain("phx_reply");

        peer.Send("""{"topic":"api:demo-key","event":"subscribe","payload":{"list":["22"]},"ref":"2"}""");
        (await peer.NextAsync()).ShouldBe("""{"event":"ltp","payload":{},"ref":null,"topic":"api:demo-key"}""");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBe(["""{"event":"ltp","payload":{"22":{"ltp":100,"ltq":1,"ltt":"2025-01-01T00:00:00Z"}},"ref":null,"topic":"api:demo-key"}"""]);
        peer.Send("""{"topic":"api:demo-key","event":"subscribe","payload":{"list":["25"]},"ref":"3"}""");
        (await peer.NextAsync()).ShouldContain("\"25\":{\"ltp\":7");
    }

    [Fact]
    public async Task Virtuoso_channels_get_theirs_and_books_no_deeper_than_asked()
    {
        const string ticker = """{"channel":"market_data","type":"ticker","exchange":"binance","symbol":"BTCUSDT","data":{"last":1},"timestamp":1}""";
        const string book = """{"channel":"orderbook","exchange":"binance","symbol":"BTCUSDT","data":{"bids":[[3,1],[2,1],[1,1]],"asks":[[4,1.50],[5,1]]},"timestamp":2}""";
        await using var mock = await StartAsync("virtuoso", (0, ticker), (0, book), (0, """{"channel":"orders","exchange":"binance","symbol":"BTCUSDT","data":{}}"""));
        await using var peer = await mock.AuthenticateAsync();
        peer.Send("""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":2}}""");
        (await peer.NextAsync()).ShouldContain("subscribed");

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBe(["""{"channel":"orderbook","exchange":"binance","symbol":"BTCUSDT","data":{"bids":[[3,1],[2,1]],"asks":[[4,1.50],[5,1]]},"timestamp":2}"""]);
        peer.Send("""{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}""");
        (await peer.NextAsync()).ShouldContain("subscribed");
        (await peer.NextAsync()).ShouldBe(ticker);
    }

    [Fact]
    public async Task Broadcast_that_two_recorded_clients_heard_is_one_message()
    {
        var transcript = Recording("odin", (0, Data(1)), (0, Data(1)));
        var twice = transcript with { Frames = [.. transcript.Frames, .. transcript.Frames.Select(frame => new Frame { T = frame.T, Connection = 2, Index = frame.Index, From = frame.From, Kind = frame.Kind, Payload = frame.Payload })] };
        await using var mock = await PlayedMock.StartAsync(options => options with { Protocols = ["odin"], RecordedFeed = [twice] });
        await using var peer = await Peer.ConnectAsync(mock.Server, "/enhanced-stream?client_id=a");
        peer.Send("""{"action":"subscribe","stocks":["SBIN"]}""");
        await peer.NextAsync(2);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().Count.ShouldBe(2);

        static string Data(int ltp) => $$$"""{"type":"market_data","symbol":"SBIN","token":"3045","exchange":"NSE","data":{"ltp":{{{ltp}}}}}""";
    }

    [Fact]
    public async Task Recording_without_data_of_a_known_instrument_is_refused_with_what_was_in_it()
    {
        var wrong = await Should.ThrowAsync<MockServerException>(() => StartAsync("odin", (0, """{"type":"market_data","symbol":"NOSUCH","token":"1"}"""), (0, "no JSON")));

        wrong.Message.ShouldContain("feed: expected market data of odin");
        wrong.Message.ShouldContain("none of 2 server messages");
    }

    private static Task<PlayedMock> StartAsync(string slug, params (double At, string Text)[] messages) =>
        PlayedMock.StartAsync(options => options with { Protocols = [slug], RecordedFeed = [Recording(slug, messages)] });

    private static Transcript Recording(string slug, params (double At, string Text)[] messages) => new(
        new TranscriptHeader { Session = "s1", Protocol = slug, Started = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        [.. messages.Select((message, index) => new Frame { T = (long)(message.At * 1e6), Connection = 1, Index = index, From = Party.Server, Kind = FrameKind.Text, Payload = Encoding.UTF8.GetBytes(message.Text) })]);
}
