using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Time;
using Harness.Clients.Virtuoso;

namespace Harness.Clients.Tests.Virtuoso;

public sealed class VirtuosoClientReconnectTests
{
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();

    [Theory]
    [InlineData("cut")]
    [InlineData("close 1000")]
    [InlineData("close 1001")]
    [InlineData("close 1008")]
    [InlineData("close 1011")]
    public async Task After_a_loss_it_authenticates_and_subscribes_to_everything_again_once(string loss)
    {
        var acknowledged = new TaskCompletionSource();
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            async connection =>
            {
                await VirtuosoClientFixture.AuthenticateAsync(connection);
                for (int i = 0; i < 3; i++)
                    await connection.SendAsync(VirtuosoFrames.Acknowledge((await connection.ReceiveAsync())!));
                await acknowledged.Task;
                await connection.PlayAsync(loss);
            },
            VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();
        await client.SubscribeAsync(new(["market_data", "orders"], "binance", ["BTCUSDT", "ETHUSDT"])).Within("the first acknowledgement");
        await client.SubscribeAsync(VirtuosoSubscription.SystemEvents).Within("the second acknowledgement");
        await client.UnsubscribeAsync(new(["orders"], "binance", ["ETHUSDT"])).Within("the third acknowledgement");
        acknowledged.SetResult();

        (await fixture.PassBackoffAsync()).ShouldBe(TimeSpan.FromSeconds(1));

        (await RequestAsync()).ShouldStartWith("""{"action":"authenticate",""");
        (await RequestAsync()).ShouldBe(
            """{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT","ETHUSDT"]}}""");
        (await RequestAsync()).ShouldBe(
            """{"action":"subscribe","channels":["orders"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}""");
        (await RequestAsync()).ShouldBe("""{"action":"subscribe","channels":["system_events"]}""");
        await client.SubscribeAsync(new(["trades"], "binance", ["BTCUSDT"])).Within("a new subscription");
        (await RequestAsync()).ShouldContain("trades");
    }

    [Fact]
    public async Task Request_that_was_cut_off_is_asked_again_on_the_next_connection()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            async connection =>
            {
                await VirtuosoClientFixture.AuthenticateAsync(connection);
                await connection.ReceiveAsync();
                await connection.CutAsync();
            },
            VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();

        var subscribing = client.SubscribeAsync(VirtuosoClientFixture.Tickers);
        await fixture.PassBackoffAsync();

        await subscribing.Within("the acknowledgement");
        await RequestAsync();
        (await RequestAsync()).ShouldStartWith("""{"action":"subscribe",""");
        _requests.Reader.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Request_without_an_answer_loses_the_connection()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            async connection =>
            {
                await VirtuosoClientFixture.AuthenticateAsync(connection);
                await connection.UntilClosedAsync();
            },
            VirtuosoClientFixture.Serve(_requests));
        var client = await fixture.ConnectedAsync();

        var subscribing = client.SubscribeAsync(VirtuosoClientFixture.Tickers);
        await fixture.Clock.TimerAsync(TimeSpan.FromSeconds(10)).Within("the client to wait for the answer");
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        await fixture.PassBackoffAsync();

        await subscribing.Within("the acknowledgement");
    }

    [Fact]
    public async Task Authentication_without_an_answer_is_tried_again()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            connection => connection.UntilClosedAsync(),
            VirtuosoClientFixture.Serve(_requests));

        await fixture.Clock.TimerAsync(TimeSpan.FromSeconds(10)).Within("the client to wait for the answer");
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        await fixture.PassBackoffAsync();

        await fixture.ConnectedAsync();
    }

    [Fact]
    public async Task Busy_server_is_tried_again()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            async connection =>
            {
                await connection.ReceiveAsync();
                await connection.SendAsync(VirtuosoFrames.Error(429, "Too many requests"));
                await connection.UntilClosedAsync();
            },
            VirtuosoClientFixture.Serve(_requests));

        await fixture.PassBackoffAsync();

        await fixture.ConnectedAsync();
    }

    [Fact]
    public async Task Close_event_without_a_close_is_followed_by_a_cut()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            async connection =>
            {
                await VirtuosoClientFixture.AuthenticateAsync(connection);
                await connection.SendAsync("""{"event":"close","message":"Session timeout","code":1000,"timestamp":1647356789125}""");
                await connection.UntilClosedAsync();
            },
            VirtuosoClientFixture.Serve(_requests));
        await fixture.ConnectedAsync();

        await fixture.Clock.TimerAsync(TimeSpan.FromSeconds(2)).Within("the client to wait for the close");
        fixture.Clock.Advance(TimeSpan.FromSeconds(2));

        (await fixture.PassBackoffAsync()).ShouldBe(TimeSpan.FromSeconds(1));
        await RequestAsync();
    }

    [Fact]
    public async Task Subscription_that_is_refused_after_a_reconnect_ends_the_stream()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(
            async connection =>
            {
                await VirtuosoClientFixture.AuthenticateAsync(connection);
                await connection.SendAsync(VirtuosoFrames.Acknowledge((await connection.ReceiveAsync())!));
                await connection.CloseAsync(1011, "");
            },
            async connection =>
            {
                await VirtuosoClientFixture.AuthenticateAsync(connection);
                await connection.ReceiveAsync();
                await connection.SendAsync(VirtuosoFrames.Error(404, "Not found"));
                await connection.UntilClosedAsync();
            });
        var client = await fixture.ConnectedAsync();
        await client.SubscribeAsync(VirtuosoClientFixture.Tickers).Within("the acknowledgement");

        await fixture.PassBackoffAsync();

        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        (await Should.ThrowAsync<VirtuosoException>(() => messages.MoveNextAsync().Within("the end of the stream"))).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Address_without_a_socket_ends_the_client()
    {
        await using var fixture = await VirtuosoClientFixture.StartAsync(connection => connection.PlayAsync("refuse 404"));

        (await Should.ThrowAsync<HandshakeRefusedException>(fixture.ConnectedAsync)).Status.ShouldBe(404);
    }

    private Task<string> RequestAsync() => _requests.Reader.ReadAsync().Within("the client's next request");
}
