using Harness.Clients.AirAlgo;
using Harness.Clients.AirAlgo.Payloads;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Microsoft.AspNetCore.Http;

namespace Harness.Clients.Tests.AirAlgo;

public sealed class AirAlgoClientTests
{
    [Fact]
    public async Task First_it_buys_a_token_and_joins_with_it()
    {
        // The client may know that it has joined before the script does.
        var join = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            join.SetResult(await connection.JoinAsync());
            await connection.UntilClosedAsync();
        });

        await fixture.ConnectedAsync();

        fixture.TokenRequests.ShouldBe(["GET /api/token?api_key=k3y"]);
        (await join.Task.Within("the join")).ShouldBe("""{"access_token":"access-1"}""");
        (await fixture.Server.HandshakeAsync()).PathAndQuery.ShouldBe("/socket/websocket");
    }

    [Fact]
    public async Task Subscribing_returns_with_the_prices_and_unsubscribing_with_its_answer()
    {
        List<(string, string)> requests = [];
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            foreach (string answer in new[] { AirAlgoFrames.Prices, AirAlgoFrames.Unsubscribed })
            {
                var (name, payload, _) = await connection.NextAsync();
                requests.Add((name, payload));
                await connection.SendAsync(answer);
            }
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        await client.SubscribeAsync(["22", "2442", "0"]).Within("the prices");
        await client.UnsubscribeAsync(["22", "2442"]).Within("the end of them");

        requests.ShouldBe(
            [("subscribe", """{"list":["22","2442","0"]}"""), ("unsubscribe", """{"list":["22","2442"]}""")]);
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the prices as a message");
        messages.Current.Payload.ShouldBeOfType<LastPrices>();
    }

    [Fact]
    public async Task What_cannot_be_understood_is_reported_without_the_key()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            await connection.SendAsync("not json api:k3y", AirAlgoFrames.Refused("99", "invalid message"), AirAlgoFrames.Prices);
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the prices");

        (await fixture.EventAsync<MessageSkipped>()).Excerpt.ShouldBe("not json api:***");
        (await fixture.EventAsync<ServerReportedError>()).Message.ShouldBe("invalid message");
    }

    [Fact]
    public async Task Key_that_is_refused_ends_the_client()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            var (_, _, reference) = await connection.NextAsync();
            await connection.SendAsync(AirAlgoFrames.Refused(reference, "Invalid API Key"));
            await connection.UntilClosedAsync();
        });

        (await Should.ThrowAsync<AirAlgoException>(fixture.ConnectedAsync)).Reason.ShouldBe("Invalid API Key");
    }

    [Fact]
    public async Task Key_that_buys_no_token_ends_the_client()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnHttp = context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("""{"status":"error","reason":"Invalid API Key"}""");
        };

        var connecting = AirAlgoClient.ConnectAsync(new()
        {
            TokenAddress = server.HttpBase,
            SocketAddress = server.WebSocketBase,
            ApiKey = "k3y",
        });

        var refused = await Should.ThrowAsync<AirAlgoException>(() => connecting.Within("the refusal"));
        refused.Reason.ShouldBe("Invalid API Key");
        refused.Message.ShouldNotContain("k3y");
    }

    [Fact]
    public async Task Expired_token_is_renewed_when_joining()
    {
        // The client may know that it has joined before the script does.
        var join = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var fixture = await AirAlgoClientFixture.StartAsync(
            async connection =>
            {
                var (_, _, reference) = await connection.NextAsync();
                await connection.SendAsync(AirAlgoFrames.Refused(reference, AirAlgoFrames.ExpiredToken));
                await connection.UntilClosedAsync();
            },
            async connection =>
            {
                join.SetResult(await connection.JoinAsync());
                await connection.UntilClosedAsync();
            });

        await fixture.PassBackoffAsync();

        await fixture.ConnectedAsync();
        (await join.Task.Within("the second join")).ShouldBe("""{"access_token":"access-2"}""");
    }

    [Fact]
    public async Task Expired_token_is_renewed_when_subscribing()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(
            async connection =>
            {
                await connection.JoinAsync();
                var (_, _, reference) = await connection.NextAsync();
                await connection.SendAsync(AirAlgoFrames.Refused(reference, AirAlgoFrames.ExpiredToken));
                await connection.UntilClosedAsync();
            },
            async connection =>
            {
                (await connection.JoinAsync()).ShouldBe("""{"access_token":"access-2"}""");
                await connection.NextAsync();
                await connection.SendAsync(AirAlgoFrames.Prices);
                await connection.UntilClosedAsync();
            });
        var client = await fixture.ConnectedAsync();

        var subscribing = client.SubscribeAsync(["22", "2442"]);
        await fixture.PassBackoffAsync();

        await subscribing.Within("the prices");
    }

    [Fact]
    public async Task Tokens_that_are_never_good_end_the_client()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            var (_, _, reference) = await connection.NextAsync();
            await connection.SendAsync(AirAlgoFrames.Refused(reference, AirAlgoFrames.ExpiredToken));
            await connection.UntilClosedAsync();
        });

        for (int i = 0; i < 3; i++)
            await fixture.PassBackoffAsync();

        (await Should.ThrowAsync<AirAlgoException>(fixture.ConnectedAsync)).Reason.ShouldBe(AirAlgoFrames.ExpiredToken);
        fixture.TokenRequests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("close 1000")]
    [InlineData("close 1011")]
    public async Task After_a_loss_it_joins_and_subscribes_to_everything_again_once(string loss)
    {
        var lose = new TaskCompletionSource();
        List<(string, string)> again = [];
        await using var fixture = await AirAlgoClientFixture.StartAsync(
            async connection =>
            {
                await connection.JoinAsync();
                await connection.NextAsync();
                await connection.SendAsync(AirAlgoFrames.Prices);
                await lose.Task;
                await connection.PlayAsync(loss);
            },
            async connection =>
            {
                await connection.JoinAsync();
                var (name, payload, _) = await connection.NextAsync();
                again.Add((name, payload));
                await connection.SendAsync(AirAlgoFrames.Prices);
                await connection.UntilClosedAsync();
            });
        var client = await fixture.ConnectedAsync();
        await client.SubscribeAsync(["22", "2442"]).Within("the prices");
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the prices");

        lose.SetResult();
        await fixture.PassBackoffAsync();

        await messages.MoveNextAsync().Within("the prices after the reconnect");
        again.ShouldBe([("subscribe", """{"list":["22","2442"]}""")]);
        fixture.TokenRequests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Heart_beats_every_30_seconds()
    {
        var beat = new TaskCompletionSource<string?>();
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            beat.SetResult(await connection.ReceiveAsync());
            await connection.UntilClosedAsync();
        });
        await fixture.ConnectedAsync();

        await fixture.PassAsync(TimeSpan.FromSeconds(30));

        (await beat.Task.Within("the heartbeat")).ShouldBe("""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"2"}""");
    }

    [Fact]
    public async Task Topic_that_the_server_closes_is_joined_anew()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(
            async connection =>
            {
                await connection.JoinAsync();
                await connection.SendAsync("""{"event":"phx_close","payload":{},"ref":"1","topic":"api:k3y"}""");
                await connection.UntilClosedAsync();
            },
            async connection =>
            {
                await connection.JoinAsync();
                await connection.SendAsync(AirAlgoFrames.Prices);
                await connection.UntilClosedAsync();
            });
        var client = await fixture.ConnectedAsync();
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        var next = messages.MoveNextAsync();

        await fixture.PassBackoffAsync();

        (await next.Within("a price after the second join")).ShouldBeTrue();
    }

    [Fact]
    public void Options_do_not_print_the_key() => new AirAlgoOptions { ApiKey = "k3y" }.ToString().ShouldNotContain("k3y");
}
