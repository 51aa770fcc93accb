using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>Connection Setup, Authentication &amp; Client ID: who gets in and how they are greeted.</summary>
public sealed class OdinWelcomeTests
{
    [Theory]
    [InlineData("user_123")]
    [InlineData("app_v2_client_456")]
    [InlineData("مشتری ۱ + & = %")]
    [InlineData("client_1772431200000000000")]
    public async Task Client_id_is_taken_as_it_is(string clientId)
    {
        await using var mock = await OdinPeer.StartAsync();

        await using var peer = await OdinPeer.ConnectAsync(mock, clientId);

        peer.Welcome.Text("client_id").ShouldBe(clientId);
        peer.Welcome.Data().Text("client_id").ShouldBe(clientId);
    }

    [Fact]
    public async Task Welcome_says_what_the_server_is_and_how_to_talk_to_it()
    {
        await using var mock = await OdinPeer.StartAsync();

        await using var peer = await OdinPeer.ConnectAsync(mock);

        peer.Welcome.GetRawText().ShouldBe(
            """
            {"type":"welcome","status":"connected","data":{"message":"Connected to Odin Streamer Enhanced WebSocket","client_id":"app",
            "features":["dynamic_subscriptions","market_hours_control","persistent_connection","real_time_data"],
            "market_hours":"09:15 - 15:30 IST","market_open":true,"current_time":"11:30:00","subscribed_stocks":0,
            "instructions":{"subscribe":"{\"action\": \"subscribe\", \"stocks\": [\"SBIN\", \"2885\"]}",
            "unsubscribe":"{\"action\": \"unsubscribe\", \"stocks\": [\"SBIN\"]}","ping":"{\"action\": \"ping\"}"}},
            "client_id":"app","timestamp":1772431200000}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("/enhanced-stream")]
    [InlineData("/enhanced-stream?client_id=")]
    [InlineData("/enhanced-stream?other=x")]
    public async Task Client_without_an_id_is_given_one(string target)
    {
        await using var mock = await OdinPeer.StartAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, target);

        (await peer.NextJsonAsync()).Text("client_id").ShouldBe("client_1772431200000000000");
    }

    [Fact]
    public async Task Given_ids_are_nobody_elses_even_at_one_moment()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var own = await OdinPeer.ConnectAsync(mock, "client_1772431200000000000");

        await using var first = await OdinPeer.ConnectAsync(mock, clientId: null);
        await using var second = await OdinPeer.ConnectAsync(mock, clientId: null);

        string?[] ids = [own.Welcome.Text("client_id"), first.Welcome.Text("client_id"), second.Welcome.Text("client_id")];
        ids.ShouldBeUnique();
        (await own.AskAsync("ping")).Text("type").ShouldBe("pong");
    }

    [Fact]
    public async Task Client_that_never_subscribes_is_mentioned_and_gets_nothing()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 5);
        await using var peer = await OdinPeer.ConnectAsync(mock);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBeEmpty();
        mock.Notices.ShouldContain(notice => notice.Text.Contains("nothing subscribed", StringComparison.Ordinal));
    }
}
