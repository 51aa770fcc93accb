using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.HedgeTech.Tse.Payloads;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseClientStreamTests
{
    [Fact]
    public async Task Handshake_carries_the_raw_token_and_repeated_parameters_channels_first()
    {
        await using var server = await ScriptedServer.StartAsync(connection => connection.SendAsync(TseFrames.Candle(1)));
        using var client = new TseClient(new()
        {
            HttpBase = server.HttpBase,
            WebSocketBase = server.WebSocketBase,
            Username = "demo",
            Password = "demo",
        });

        var subscription = TseSubscription.ByName(["order-book", "best-limit"], ["فولاد", "a&b"]);
        await using var messages = client.StreamAsync(subscription).GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the first message");

        var handshake = await server.HandshakeAsync();
        handshake.Authorization.ShouldBe("token-1");
        handshake.PathAndQuery.ShouldBe(
            "/data-engine/tse-ifb/live/data/websocket/symbol/name?channels=order-book&channels=best-limit"
            + "&symbol_names=%D9%81%D9%88%D9%84%D8%A7%D8%AF&symbol_names=a%26b");
    }

    [Fact]
    public async Task Isin_endpoint_takes_isins()
    {
        await using var fixture = await TseClientFixture.StartAsync(connection => connection.SendAsync(TseFrames.Candle(1)));

        await fixture.NextAsync();

        (await fixture.Server.HandshakeAsync()).PathAndQuery.ShouldBe(
            "/data-engine/tse-ifb/live/data/websocket/symbol/isin?channels=ohlcv-last-1m&symbol_isins=IRO1XYZ1234");
    }

    [Fact]
    public async Task What_cannot_be_understood_is_reported_and_skipped()
    {
        await using var fixture = await TseClientFixture.StartAsync(async connection =>
        {
            await connection.SendAsync(TseFrames.Candle(1), "not json");
            await connection.SendBinaryAsync([1, 2, 3]);
            await connection.SendAsync(TseFrames.Candle(2));
            await connection.UntilClosedAsync();
        });

        (await fixture.NextAsync()).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(1);
        (await fixture.NextAsync()).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(2);

        var first = await fixture.EventAsync<MessageSkipped>();
        first.Excerpt.ShouldBe("not json");
        first.Total.ShouldBe(1);
        (await fixture.EventAsync<MessageSkipped>()).Total.ShouldBe(2);
    }

    [Fact]
    public async Task Long_message_in_many_pieces_arrives_whole()
    {
        string levels = string.Join(',', Enumerable.Range(1, 5000).Select(i => $$"""{"price":{{i}},"quantity":{{i}},"count":1}"""));
        await using var fixture = await TseClientFixture.StartAsync(async connection =>
        {
            await connection.SendAsync(TseFrames.Message("order-book", $$"""{"Buy":[{{levels}}],"Sell":[]}"""), TseFrames.Candle(1));
            await connection.UntilClosedAsync();
        });

        (await fixture.NextAsync()).Data.ShouldBeOfType<OrderBook>().Buy.Count.ShouldBe(5000);
        (await fixture.NextAsync()).Data.ShouldBeOfType<Ohlcv>();
    }

    [Fact]
    public async Task Message_over_the_limit_closes_with_1009_and_reconnects()
    {
        await using var fixture = await TseClientFixture.StartAsync(
            options => options with { Connection = options.Connection with { MaxMessageBytes = 300 } },
            async connection =>
            {
                await connection.SendAsync(new string('x', 301));
                await connection.UntilClosedAsync();
            },
            connection => connection.SendAsync(TseFrames.Candle(2)));

        var next = fixture.NextAsync();
        var first = await fixture.Server.HandshakeAsync();
        (await first.ClosedAsync()).Code.ShouldBe(1009);
        await fixture.PassBackoffAsync();

        (await next).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(2);
    }

    [Fact]
    public async Task Leaving_by_cancellation_closes_with_1000()
    {
        await using var fixture = await TseClientFixture.StartAsync(StreamUntilClosedAsync);
        await fixture.NextAsync();

        await fixture.LeaveAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => fixture.Messages.MoveNextAsync().Within("the end of the stream"));
        (await (await fixture.Server.HandshakeAsync()).ClosedAsync()).Code.ShouldBe(1000);
    }

    [Fact]
    public async Task Leaving_by_ending_the_enumeration_closes_with_1000()
    {
        await using var fixture = await TseClientFixture.StartAsync(StreamUntilClosedAsync);
        await fixture.NextAsync();

        await fixture.Messages.DisposeAsync();

        (await (await fixture.Server.HandshakeAsync()).ClosedAsync()).Code.ShouldBe(1000);
    }

    [Fact]
    public async Task Leaving_while_the_consumer_is_behind_closes_with_1000()
    {
        await using var fixture = await TseClientFixture.StartAsync(
            options => options with { Connection = options.Connection with { BufferedMessages = 1 } },
            async connection =>
            {
                for (int i = 1; i <= 50; i++)
                    await connection.SendAsync(TseFrames.Candle(i));
                await connection.UntilClosedAsync();
            });
        (await fixture.NextAsync()).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(1);

        await fixture.Messages.DisposeAsync();

        (await (await fixture.Server.HandshakeAsync()).ClosedAsync()).Code.ShouldBe(1000);
    }

    [Fact]
    public async Task Leaving_a_server_that_never_answers_the_close_ends_with_the_close_timeout()
    {
        var never = new TaskCompletionSource();
        await using var fixture = await TseClientFixture.StartAsync(async connection =>
        {
            await connection.SendAsync(TseFrames.Candle(1));
            await never.Task;
        });
        await fixture.NextAsync();

        var left = fixture.Messages.DisposeAsync().AsTask();
        await fixture.Clock.TimerAsync(TimeSpan.FromSeconds(2)).Within("the close timeout to run");
        left.IsCompleted.ShouldBeFalse();
        fixture.Clock.Advance(TimeSpan.FromSeconds(2));

        await left.Within("the client to leave");
        never.SetResult();
    }

    [Fact]
    public async Task Leaving_while_waiting_to_reconnect_ends_the_wait()
    {
        await using var fixture = await TseClientFixture.StartAsync(connection => connection.CutAsync());
        var next = fixture.Messages.MoveNextAsync();
        await fixture.EventAsync<Reconnecting>();

        await fixture.LeaveAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next.Within("the end of the stream"));
    }

    [Fact]
    public async Task Two_streams_share_one_token()
    {
        await using var fixture = await TseClientFixture.StartAsync(StreamUntilClosedAsync);
        await fixture.NextAsync();

        await using var second = fixture.Client.StreamAsync(TseClientFixture.Subscription).GetAsyncEnumerator();
        await second.MoveNextAsync().Within("the second stream's message");

        fixture.Server.TokensIssued.ShouldBe(1);
    }

    private static async Task StreamUntilClosedAsync(ScriptedConnection connection)
    {
        await connection.SendAsync(TseFrames.Candle(1));
        await connection.UntilClosedAsync();
    }
}
