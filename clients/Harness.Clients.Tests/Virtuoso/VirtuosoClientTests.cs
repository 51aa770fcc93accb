using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Harness.Clients.Virtuoso;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Tests.Virtuoso;

public sealed class VirtuosoClientTests
{
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task First_it_authenticates_with_the_key_the_time_and_the_signature()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(VirtuosoClientFixture.Serve(_requests));

        await fixture.ConnectedAsync();

        (await fixture.Server.HandshakeAsync()).PathAndQuery.ShouldBe("/ws");
        long timestamp = fixture.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        byte[] mac = HMACSHA256.HashData("demo-secret"u8, Encoding.ASCII.GetBytes($"GET\n/ws\n{timestamp}\n"));
        (await RequestAsync()).ShouldBe(
            $$"""{"action":"authenticate","api_key":"demo-key","timestamp":{{timestamp}},"signature":"{{Convert.ToHexStringLower(mac)}}"}""");
    }

    [Theory]
    [InlineData(null, null, "\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"]")]
    [InlineData("ticker", 5, "\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"],\"type\":\"ticker\",\"depth\":5")]
    public async Task Subscribing_returns_with_the_acknowledgement(string? type, int? depth, string parameters)
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();
        await RequestAsync();

        await client.SubscribeAsync(VirtuosoClientFixture.Tickers with { Type = type, Depth = depth }).Within("the acknowledgement");

        (await RequestAsync()).ShouldBe($$$"""{"action":"subscribe","channels":["market_data"],"params":{{{{parameters}}}}}""");
    }

    [Fact]
    public async Task System_events_need_no_parameters()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();
        await RequestAsync();

        await client.SubscribeAsync(VirtuosoSubscription.SystemEvents).Within("the acknowledgement");

        (await RequestAsync()).ShouldBe("""{"action":"subscribe","channels":["system_events"]}""");
    }

    [Fact]
    public async Task What_is_subscribed_already_is_not_asked_for_again()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();
        await client.SubscribeAsync(VirtuosoClientFixture.Tickers).Within("the first acknowledgement");

        await client.SubscribeAsync(VirtuosoClientFixture.Tickers with { Symbols = ["ETHUSDT"] }).Within("the second subscription");
        await client.UnsubscribeAsync(VirtuosoClientFixture.Tickers).Within("the unsubscription");

        await RequestAsync();
        await RequestAsync();
        (await RequestAsync()).ShouldStartWith("""{"action":"unsubscribe",""");
    }

    [Fact]
    public async Task Messages_arrive_typed_and_what_cannot_be_understood_is_skipped()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(async connection =>
        {
            await VirtuosoClientFixture.AuthenticateAsync(connection);
            await connection.SendAsync(
                VirtuosoFrames.Trade, "not json", """{"event":"news"}""", """{"channel":"trades"}""", """{}""", VirtuosoFrames.Ticker);
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the trade");
        messages.Current.Data.ShouldBeOfType<Trade>();
        await messages.MoveNextAsync().Within("the ticker");
        messages.Current.Data.ShouldBeOfType<Ticker>();

        for (int total = 1; total <= 4; total++)
            (await fixture.EventAsync<MessageSkipped>()).Total.ShouldBe(total);
    }

    [Fact]
    public async Task Ping_is_answered_with_a_pong_and_its_time()
    {
        string? answer = null;
        await using var fixture = await VirtuosoClientFixture.StartAsync(async connection =>
        {
            await VirtuosoClientFixture.AuthenticateAsync(connection);
            await connection.SendAsync(VirtuosoFrames.Ping);
            answer = await connection.ReceiveAsync();
            await connection.SendAsync(VirtuosoFrames.Trade);
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the message after the pong");

        answer.ShouldBe($$"""{"action":"pong","timestamp":{{fixture.Clock.GetUtcNow().ToUnixTimeMilliseconds()}}}""");
    }

    [Fact]
    public async Task Key_that_is_refused_ends_the_client()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(async connection =>
        {
            await connection.ReceiveAsync();
            await connection.SendAsync(VirtuosoFrames.Error(401, "Authentication failed"));
            await connection.UntilClosedAsync();
        });

        var refused = await Should.ThrowAsync<VirtuosoException>(fixture.ConnectedAsync);

        refused.Code.ShouldBe(401);
        refused.ServerMessage.ShouldBe("Authentication failed");
        (await (await fixture.Server.HandshakeAsync()).ClosedAsync()).Code.ShouldBe(1000);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task Subscription_that_is_refused_throws_and_the_connection_stays(int code)
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(async connection =>
        {
            await VirtuosoClientFixture.AuthenticateAsync(connection);
            await connection.ReceiveAsync();
            await connection.SendAsync(VirtuosoFrames.Error(code, "No"));
            await connection.SendAsync(VirtuosoFrames.Acknowledge((await connection.ReceiveAsync())!));
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var subscribing = client.SubscribeAsync(VirtuosoClientFixture.Tickers);
        var refused = await Should.ThrowAsync<VirtuosoException>(() => subscribing.Within("the refusal"));
        refused.Code.ShouldBe(code);

        await client.SubscribeAsync(VirtuosoSubscription.SystemEvents).Within("the acknowledgement of the next one");
    }

    [Fact]
    public async Task Error_that_answers_nothing_is_reported()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(async connection =>
        {
            await VirtuosoClientFixture.AuthenticateAsync(connection);
            await connection.SendAsync(VirtuosoFrames.Error(500, "Internal server error"));
            await connection.UntilClosedAsync();
        });

        var reported = await fixture.EventAsync<ServerReportedError>();

        reported.Code.ShouldBe(500);
        reported.Message.ShouldBe("Internal server error");
    }

    [Fact]
    public async Task Missing_parameters_are_refused_before_anything_is_sent()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();

        Should.Throw<ArgumentException>(() => client.SubscribeAsync(new([VirtuosoChannel.Trades], null, []))).Message.ShouldContain("symbol");
        Should.Throw<ArgumentException>(() => client.SubscribeAsync(new([], "binance", ["BTCUSDT"]))).Message.ShouldContain("channel");
    }

    [Fact]
    public async Task Disposing_closes_with_1000_ends_the_stream_and_every_wait()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(async connection =>
        {
            await VirtuosoClientFixture.AuthenticateAsync(connection);
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        var next = messages.MoveNextAsync();
        var subscribing = client.SubscribeAsync(VirtuosoClientFixture.Tickers);

        await client.DisposeAsync();

        (await next.Within("the end of the stream")).ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => subscribing.Within("the end of the subscription"));
        (await (await fixture.Server.HandshakeAsync()).ClosedAsync()).Code.ShouldBe(1000);
    }

    [Fact]
    public void Options_do_not_print_the_key_or_the_secret()
    {
        string text = new VirtuosoOptions { Address = new Uri("ws://host/ws"), ApiKey = "k3y", ApiSecret = "s3cret" }.ToString();

        text.ShouldNotContain("k3y");
        text.ShouldNotContain("s3cret");
    }

    private Task<string> RequestAsync() => _requests.Reader.ReadAsync().Within("the client's next request");
}
