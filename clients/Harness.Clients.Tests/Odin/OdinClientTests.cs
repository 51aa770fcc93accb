using Harness.Clients.Connections;
using Harness.Clients.Odin;
using Harness.Clients.Odin.Payloads;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Odin;

public sealed class OdinClientTests
{
    [Fact]
    public async Task Client_id_is_in_the_address()
    {
        await using var fixture = await OdinClientFixture.StartAsync(connection => connection.UntilClosedAsync());

        await fixture.ConnectedAsync();

        (await fixture.Server.HandshakeAsync()).PathAndQuery.ShouldBe("/enhanced-stream?client_id=desk%207");
    }

    [Fact]
    public async Task Client_id_that_the_server_chose_is_kept_for_the_reconnect()
    {
        await using var fixture = await OdinClientFixture.StartAsync(
            clientId: null,
            async connection =>
            {
                await connection.SendAsync(OdinFrames.Welcome);
                await connection.CloseAsync(1011, "");
            },
            connection => connection.UntilClosedAsync());

        await fixture.ConnectedAsync();
        await fixture.PassBackoffAsync();

        (await fixture.Server.HandshakeAsync()).PathAndQuery.ShouldBe("/enhanced-stream");
        (await fixture.Server.HandshakeAsync()).PathAndQuery.ShouldBe("/enhanced-stream?client_id=client_1");
    }

    [Fact]
    public async Task Requests_return_what_the_server_answers()
    {
        List<string?> requests = [];
        await using var fixture = await OdinClientFixture.StartAsync(async connection =>
        {
            string[] answers =
            [
                OdinFrames.Subscribed("\"SBIN\",\"RELIANCE (NSE)\"", "\"NONE\""),
                OdinFrames.Subscribed("\"SBIN\"", action: "unsubscribe"),
                OdinFrames.Subscriptions,
                """{"type":"market_status","status":"success","data":{"market_open":true,"market_hours":"09:15 - 15:30 IST"}}""",
                OdinFrames.Pong,
            ];
            foreach (string answer in answers)
            {
                requests.Add(await connection.ReceiveAsync());
                await connection.SendAsync(OdinFrames.MarketData, answer);
            }
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var subscribed = await client.SubscribeAsync(["SBIN", "2885", "NONE"]).Within("the subscription");
        subscribed.Stocks.ShouldBe(["SBIN", "RELIANCE (NSE)"]);
        subscribed.Failed.ShouldBe(["NONE"]);
        subscribed.Total.ShouldBe(5);
        (await client.UnsubscribeAsync(["SBIN"]).Within("the end of it")).Stocks.ShouldBe(["SBIN"]);
        var subscriptions = await client.GetSubscriptionsAsync().Within("the subscriptions");
        subscriptions.Tokens.ShouldBe(["3045", "2885", "11536"]);
        subscriptions.Symbols.ShouldBe(["SBIN", "RELIANCE", "TCS"]);
        subscriptions.Total.ShouldBe(3);
        (await client.GetMarketStatusAsync().Within("the market's status")).ShouldBe(new MarketStatus(true, "09:15 - 15:30 IST"));
        await client.PingAsync().Within("the pong");

        requests.ShouldBe(
        [
            """{"action":"subscribe","stocks":["SBIN","2885","NONE"]}""",
            """{"action":"unsubscribe","stocks":["SBIN"]}""",
            """{"action":"get_subscriptions"}""",
            """{"action":"market_status"}""",
            """{"action":"ping"}""",
        ]);
    }

    [Fact]
    public async Task Messages_arrive_typed_and_what_cannot_be_understood_is_skipped()
    {
        await using var fixture = await OdinClientFixture.StartAsync(async connection =>
        {
            await connection.SendAsync(
                OdinFrames.Welcome, OdinFrames.MarketData, "not json", "{}", OdinFrames.NoStocks, OdinFrames.MarketClosed, """{"type":"news"}""");
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        foreach (var expected in new[] { typeof(MarketData), typeof(MarketStatus), typeof(UnknownPayload) })
        {
            await messages.MoveNextAsync().Within(expected.Name);
            messages.Current.Data.ShouldBeOfType(expected);
        }

        (await fixture.EventAsync<MessageSkipped>()).Excerpt.ShouldBe("not json");
        (await fixture.EventAsync<MessageSkipped>()).Total.ShouldBe(2);
        (await fixture.EventAsync<ServerReportedError>()).Message.ShouldBe("No stocks provided for subscription");
    }

    [Fact]
    public async Task Error_that_answers_a_request_throws()
    {
        await using var fixture = await OdinClientFixture.StartAsync(async connection =>
        {
            await connection.ReceiveAsync();
            await connection.SendAsync(OdinFrames.NoStocks);
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var refused = await Should.ThrowAsync<OdinException>(() => client.SubscribeAsync(["SBIN"]).Within("the error"));

        refused.ServerMessage.ShouldBe("No stocks provided for subscription");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("close 1000")]
    [InlineData("close 1011")]
    public async Task After_a_loss_everything_is_subscribed_again_once(string loss)
    {
        var lose = new TaskCompletionSource();
        var again = new TaskCompletionSource<string?>();
        await using var fixture = await OdinClientFixture.StartAsync(
            async connection =>
            {
                await connection.ReceiveAsync();
                await connection.SendAsync(OdinFrames.Subscribed("\"SBIN\",\"RELIANCE (NSE)\"", "\"NONE\""));
                await connection.ReceiveAsync();
                await connection.SendAsync(OdinFrames.Subscribed("\"TCS\""));
                await connection.ReceiveAsync();
                await connection.SendAsync(OdinFrames.Subscribed("\"SBIN\"", action: "unsubscribe"));
                await lose.Task;
                await connection.PlayAsync(loss);
            },
            async connection =>
            {
                again.SetResult(await connection.ReceiveAsync());
                await connection.SendAsync(OdinFrames.Subscribed("\"RELIANCE (NSE)\",\"TCS\""), OdinFrames.MarketData);
                await connection.UntilClosedAsync();
            });
        var client = await fixture.ConnectedAsync();
        await client.SubscribeAsync(["SBIN", "2885", "NONE"]).Within("the first subscription");
        await client.SubscribeAsync(["TCS", "2885"]).Within("the second subscription");
        await client.UnsubscribeAsync(["SBIN"]).Within("the end of one");

        lose.SetResult();
        await fixture.PassBackoffAsync();

        (await again.Task.Within("the subscription after the reconnect")).ShouldBe("""{"action":"subscribe","stocks":["2885","TCS"]}""");
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        (await messages.MoveNextAsync().Within("data after the reconnect")).ShouldBeTrue();
    }

    [Fact]
    public async Task Health_is_checked_and_silence_is_a_loss()
    {
        await using var fixture = await OdinClientFixture.StartAsync(
            async connection =>
            {
                (await connection.ReceiveAsync()).ShouldBe("""{"action":"ping"}""");
                await connection.SendAsync(OdinFrames.Pong);
                await connection.UntilClosedAsync();
            },
            connection => connection.UntilClosedAsync());
        await fixture.ConnectedAsync();

        await fixture.PassAsync(TimeSpan.FromSeconds(30));
        await fixture.PassAsync(TimeSpan.FromSeconds(30));
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.PassBackoffAsync();

        await fixture.Server.HandshakeAsync();
        await fixture.Server.HandshakeAsync();
    }

    [Fact]
    public async Task Empty_request_is_refused_before_it_is_sent()
    {
        await using var fixture = await OdinClientFixture.StartAsync(connection => connection.UntilClosedAsync());
        var client = await fixture.ConnectedAsync();

        await Should.ThrowAsync<ArgumentException>(() => client.SubscribeAsync([]));
        await Should.ThrowAsync<ArgumentException>(() => client.UnsubscribeAsync([" "]));
    }
}
