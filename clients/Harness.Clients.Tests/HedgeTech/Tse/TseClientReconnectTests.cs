using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Tse.Payloads;
using Harness.Clients.Tests.Servers;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseClientReconnectTests
{
    [Theory]
    [InlineData("cut")]
    [InlineData("close 1000")]
    [InlineData("close 1001")]
    [InlineData("close 1011")]
    [InlineData("refuse 429")]
    [InlineData("refuse 503")]
    public async Task Loss_is_followed_by_a_wait_and_a_new_connection_with_the_same_token(string loss)
    {
        await using var fixture = await TseClientFixture.StartAsync(
            connection => connection.PlayAsync(loss),
            connection => connection.SendAsync(TseFrames.Candle(2)));

        var next = fixture.NextAsync();
        (await fixture.PassBackoffAsync()).ShouldBe(TimeSpan.FromSeconds(1));

        (await next).Data.ShouldBeOfType<Ohlcv>().Volume.ShouldBe(2);
        var first = await fixture.Server.HandshakeAsync();
        var second = await fixture.Server.HandshakeAsync();
        second.PathAndQuery.ShouldBe(first.PathAndQuery);
        second.Authorization.ShouldBe("token-1");
    }

    [Fact]
    public async Task Waits_grow_while_no_connection_lasts()
    {
        // Data alone is no success: a server that greets and drops must not be hammered.
        await using var fixture = await TseClientFixture.StartAsync(async connection =>
        {
            await connection.SendAsync(TseFrames.Candle(1));
            await connection.CutAsync();
        });
        var reading = ReadOnAsync(fixture);

        List<double> waits = [];
        while (waits.Count < 7)
            waits.Add((await fixture.PassBackoffAsync()).TotalSeconds);

        waits.ShouldBe([1, 2, 4, 8, 16, 30, 30]);
        await fixture.LeaveAsync();
        await reading;
    }

    [Fact]
    public async Task Waits_begin_anew_after_a_connection_that_lasted()
    {
        var cut = new TaskCompletionSource();
        await using var fixture = await TseClientFixture.StartAsync(
            connection => connection.CutAsync(),
            connection => connection.CutAsync(),
            async connection =>
            {
                await connection.SendAsync(TseFrames.Candle(3));
                await cut.Task;
                await connection.CutAsync();
            },
            connection => connection.SendAsync(TseFrames.Candle(4)));
        var third = fixture.NextAsync();
        await fixture.PassBackoffAsync();
        (await fixture.PassBackoffAsync()).ShouldBe(TimeSpan.FromSeconds(2));
        await third;

        var fourth = fixture.NextAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        cut.SetResult();

        (await fixture.PassBackoffAsync()).ShouldBe(TimeSpan.FromSeconds(1));
        await fourth;
    }

    [Fact]
    public async Task Server_that_cannot_be_reached_is_tried_again()
    {
        await using var fixture = await TseClientFixture.StartAsync(
            options => options with { TokenSource = _ => ValueTask.FromResult("t"), WebSocketBase = new Uri("ws://127.0.0.1:9") });

        var reading = ReadOnAsync(fixture);
        await fixture.PassBackoffAsync();

        (await fixture.PassBackoffAsync()).ShouldBe(TimeSpan.FromSeconds(2));
        await fixture.LeaveAsync();
        await reading;
    }

    [Fact]
    public async Task Handshake_that_takes_too_long_is_tried_again()
    {
        var never = new TaskCompletionSource();
        await using var fixture = await TseClientFixture.StartAsync(
            options => options with { TokenSource = _ => ValueTask.FromResult("t") },
            _ => never.Task,
            connection => connection.SendAsync(TseFrames.Candle(2)));

        var next = fixture.NextAsync();
        await fixture.Server.HandshakeAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));
        await fixture.PassBackoffAsync();

        await next;
        never.SetResult();
    }

    [Fact]
    public async Task Events_tell_the_story_without_the_credentials()
    {
        await using var fixture = await TseClientFixture.StartAsync(
            connection => connection.CloseAsync(1011, "feed interrupted"),
            connection => connection.SendAsync(TseFrames.Candle(2)));

        var next = fixture.NextAsync();
        ConnectionEvent[] story =
        [
            await fixture.EventAsync<TokenIssued>(),
            await fixture.EventAsync<Connecting>(),
            await fixture.EventAsync<Connected>(),
            await fixture.EventAsync<Disconnected>(),
        ];
        await fixture.PassBackoffAsync();
        await next;

        story[1].ShouldBeOfType<Connecting>().Endpoint.Query.ShouldBeEmpty();
        story[3].ShouldBe(new Disconnected(story[3].At, 1011, "feed interrupted"));
        story.ShouldAllBe(told => !told.ToString().Contains("token-1") && !told.ToString().Contains("s3cret"));
    }

    private static async Task ReadOnAsync(TseClientFixture fixture)
    {
        try
        {
            while (await fixture.Messages.MoveNextAsync())
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The test has left.
        }
    }
}
