using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.Protocols.Virtuoso;

/// <summary>What a client may say, and what it is answered.</summary>
public sealed class VirtuosoRequestTests
{
    [Theory]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}""", 401)]
    [InlineData("""{"action":"unsubscribe","channels":["trades"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}""", 401)]
    [InlineData("""{"action":"dance"}""", 401)]
    [InlineData("""{"action":"authenticate","api_key":"demo-key","timestamp":1772431200000,"signature":"00"}""", 401)]
    [InlineData("""{"action":"authenticate","api_key":"nobody","timestamp":1772431200000,"signature":"00"}""", 401)]
    [InlineData("""{"action":"authenticate","api_key":"demo-key"}""", 400)]
    [InlineData("{", 400)]
    public async Task Before_authentication_nothing_is_served_and_the_connection_stays(string message, int code)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, "/ws");

        peer.Send(message);
        var error = await peer.NextJsonAsync();
        peer.Send(VirtuosoPeer.Authenticate(mock.Clock.GetUtcNow()));

        error.GetProperty("event").GetString().ShouldBe("error");
        error.GetProperty("code").GetInt32().ShouldBe(code);
        (await peer.NextJsonAsync()).GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("{", 400, "Malformed JSON")]
    [InlineData("[]", 400, "object")]
    [InlineData("{}", 400, "action")]
    [InlineData("""{"action":7}""", 400, "action")]
    [InlineData("""{"action":"subscrib"}""", 400, "subscribe")]
    [InlineData("""{"action":"subscribe"}""", 400, "channels")]
    [InlineData("""{"action":"subscribe","channels":[]}""", 400, "channels")]
    [InlineData("""{"action":"subscribe","channels":["trade"],"params":{}}""", 400, "trades")]
    [InlineData("""{"action":"subscribe","channels":["trades"]}""", 400, "params")]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":[]}""", 400, "params")]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":{"symbols":["BTCUSDT"]}}""", 400, "exchange")]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":{"exchange":"binance"}}""", 400, "symbols")]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":{"exchange":"binance","symbols":["BTC/USDT"]}}""", 400, "Invalid symbol format")]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":{"exchange":"binance","symbols":["NONEUSDT"]}}""", 404, "NONEUSDT")]
    [InlineData("""{"action":"subscribe","channels":["trades"],"params":{"exchange":"nowhere","symbols":["BTCUSDT"]}}""", 404, "nowhere")]
    [InlineData("""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":0}}""", 400, "depth")]
    [InlineData("""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":1e40}}""", 400, "depth")]
    [InlineData("""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":2.5}}""", 400, "depth")]
    [InlineData("""{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"type":"candle"}}""", 400, "type")]
    public async Task Request_that_cannot_be_served_gets_its_code_and_the_connection_stays(string message, int code, string said)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync();

        peer.Send(message);
        var error = await peer.NextJsonAsync();
        peer.Send("""{"action":"ping"}""");

        error.GetProperty("code").GetInt32().ShouldBe(code);
        error.GetProperty("message").GetString()!.ShouldContain(said);
        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("pong");
    }

    [Fact]
    public async Task Read_only_key_sees_no_orders_and_gets_nothing_of_the_request()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync("readonly-key", "readonly-secret");

        peer.Send(VirtuosoPeer.Subscribe(["market_data", "orders"], ["BTCUSDT"]));
        var error = await peer.NextJsonAsync();
        peer.Send("""{"action":"ping"}""");

        error.GetProperty("code").GetInt32().ShouldBe(403);
        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("pong");
    }

    [Fact]
    public async Task Acknowledgement_repeats_channels_and_params_and_first_values_follow()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await mock.AuthenticateAsync();

        peer.Send(VirtuosoPeer.Subscribe(["orderbook", "market_data"], ["ETHUSDT", "BTCUSDT"], depth: 3));
        var acknowledged = await peer.NextJsonAsync();

        acknowledged.GetProperty("event").GetString().ShouldBe("subscribed");
        acknowledged.GetProperty("channels").GetRawText().ShouldBe("""["orderbook","market_data"]""");
        acknowledged.GetProperty("params").GetRawText().ShouldBe("""{"exchange":"binance","symbols":["ETHUSDT","BTCUSDT"],"depth":3}""");
        var book = await peer.NextAsync("orderbook");
        book.GetProperty("data").GetProperty("bids").GetArrayLength().ShouldBe(3);
        (await peer.NextAsync("market_data")).GetProperty("data").GetProperty("price").GetDecimal().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Unsubscribe_removes_the_pairs_named_and_no_others()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync();
        peer.Send(VirtuosoPeer.Subscribe(["market_data"], ["ETHUSDT", "BTCUSDT"]));
        await peer.NextAsync("subscribed");

        peer.Send(VirtuosoPeer.Subscribe(["market_data"], ["ETHUSDT"], "unsubscribe"));
        await peer.NextAsync("unsubscribed");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        var symbols = peer.Drain().Select(text => JsonDocument.Parse(text).RootElement.GetProperty("symbol").GetString()).Distinct();
        symbols.ShouldBe(["BTCUSDT"]);
    }

    [Fact]
    public async Task Third_failed_authentication_closes_with_1008_and_says_so_first()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, "/ws");
        var wrong = VirtuosoPeer.Authenticate(mock.Clock.GetUtcNow(), secret: "wrong");

        for (var i = 0; i < 3; i++)
        {
            peer.Send(wrong);
            (await peer.NextJsonAsync()).GetProperty("code").GetInt32().ShouldBe(401);
        }

        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("close");
        (await peer.ClosedAsync()).Received!.Value.Code.ShouldBe(1008);
    }

    [Theory]
    [InlineData(".0", "")]
    [InlineData(".0", ".0")]
    [InlineData("e0", "")]
    [InlineData("0e-1", "")]
    public async Task Timestamp_is_a_number_however_it_is_written_and_signed(string written, string signed)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, "/ws");
        var time = mock.Clock.GetUtcNow().ToUnixTimeMilliseconds();

        peer.Send($$"""{"action":"authenticate","api_key":"demo-key","timestamp":{{time}}{{written}},"signature":"{{VirtuosoPeer.Sign($"{time}{signed}", "demo-secret")}}"}""");

        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("authenticated");
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("0.3e1")]
    public async Task Depth_is_a_number_however_it_is_written(string depth)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await mock.AuthenticateAsync();

        peer.Send($$$"""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":{{{depth}}}}}""");

        (await peer.NextAsync("orderbook")).GetProperty("data").GetProperty("bids").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Signature_of_no_known_form_is_told_with_the_forms_and_without_the_key()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, "/ws");

        peer.Send(VirtuosoPeer.Authenticate(mock.Clock.GetUtcNow(), secret: "wrong"));
        await peer.NextJsonAsync();

        var notice = mock.Notices.Single(entry => entry.Text.Contains("tried", StringComparison.Ordinal)).Text;
        notice.ShouldContain("{api_key}{timestamp}");
        notice.ShouldNotContain("demo-key");
    }

    [Fact]
    public async Task Signed_time_too_far_from_the_clock_is_refused()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, "/ws");

        peer.Send(VirtuosoPeer.Authenticate(mock.Clock.GetUtcNow().AddSeconds(-31)));

        (await peer.NextJsonAsync()).GetProperty("code").GetInt32().ShouldBe(401);
        mock.Notices.ShouldContain(entry => entry.Text.Contains("31 s away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_beyond_the_rate_are_answered_429()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { MessagesPerSecond = 5 });
        await using var peer = await mock.AuthenticateAsync();

        for (var i = 0; i < 5; i++) peer.Send("""{"action":"ping"}""");
        var last = await peer.NextAsync("error");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        peer.Send("""{"action":"ping"}""");

        last.GetProperty("code").GetInt32().ShouldBe(429);
        (await peer.NextAsync("pong")).GetProperty("event").GetString().ShouldBe("pong");
    }

    [Fact]
    public async Task Binary_message_gets_an_error_and_the_connection_stays()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync();

        peer.Send(WireMessage.Binary([1, 2, 3]));

        (await peer.NextJsonAsync()).GetProperty("code").GetInt32().ShouldBe(400);
    }
}
