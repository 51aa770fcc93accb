using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>Client ID Benefits: what a client_id brings back, for how long, and who owns it.</summary>
public sealed class OdinSessionTests
{
    [Fact]
    public async Task Client_that_comes_back_has_its_subscriptions_and_its_data_back()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 4);
        await using (var before = await OdinPeer.ConnectAsync(mock)) await before.AskAsync("subscribe", "SBIN", "2885");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromDays(3), TestContext.Current.CancellationToken);

        await using var after = await OdinPeer.ConnectAsync(mock);
        var list = await after.AskAsync("get_subscriptions");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        after.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(2);
        list.Data().Texts("subscribed_symbols").ShouldBe(["SBIN", "RELIANCE"]);
        after.Drain().Select(message => message.Text("symbol")).Distinct().ShouldBe(["SBIN", "RELIANCE"], ignoreOrder: true);
    }

    [Fact]
    public async Task Unsubscribed_stocks_do_not_come_back()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using (var before = await OdinPeer.ConnectAsync(mock))
        {
            await before.AskAsync("subscribe", "SBIN", "TCS");
            await before.AskAsync("unsubscribe", "SBIN");
        }

        await using var after = await OdinPeer.ConnectAsync(mock);

        (await after.AskAsync("get_subscriptions")).Data().Texts("subscribed_symbols").ShouldBe(["TCS"]);
    }

    [Fact]
    public async Task Given_id_restores_as_well()
    {
        await using var mock = await OdinPeer.StartAsync();
        string clientId;
        await using (var before = await OdinPeer.ConnectAsync(mock, clientId: null))
        {
            clientId = before.Welcome.Text("client_id")!;
            await before.AskAsync("subscribe", "SBIN");
        }

        await using var after = await OdinPeer.ConnectAsync(mock, clientId);

        after.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Another_client_gets_nothing_of_it()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using (var before = await OdinPeer.ConnectAsync(mock, "app")) await before.AskAsync("subscribe", "SBIN");

        await using var other = await OdinPeer.ConnectAsync(mock, "App");

        other.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("forever", 86_400, 1)]
    [InlineData("30s", 30, 1)]
    [InlineData("30s", 31, 0)]
    [InlineData("none", 0, 0)]
    public async Task Restore_window_is_what_the_stance_says(string window, int seconds, int restored)
    {
        await using var mock = await OdinPeer.StartAsync(stances: ("odin.restore", window));
        await using (var before = await OdinPeer.ConnectAsync(mock)) await before.AskAsync("subscribe", "SBIN");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

        await using var after = await OdinPeer.ConnectAsync(mock);

        after.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(restored);
    }

    [Fact]
    public async Task Second_connection_takes_over_and_the_first_is_closed_with_1000()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 4);
        await using var first = await OdinPeer.ConnectAsync(mock);
        await first.AskAsync("subscribe", "SBIN");

        await using var second = await OdinPeer.ConnectAsync(mock);
        var closed = await first.ClosedAsync();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        closed.Received!.Value.Code.ShouldBe(1000);
        closed.Reason.ShouldBe("replaced by a new connection");
        second.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(1);
        second.DrainTypes().Distinct().ShouldBe(["market_data"]);
    }

    [Fact]
    public async Task Taken_over_session_survives_the_end_of_the_connection_it_was_taken_from()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using (var first = await OdinPeer.ConnectAsync(mock))
        {
            await first.AskAsync("subscribe", "SBIN");
            await using var second = await OdinPeer.ConnectAsync(mock);
            await first.ClosedAsync();
            (await second.AskAsync("subscribe", "TCS")).Data().GetProperty("total_subscribed").GetInt32().ShouldBe(2);
        }

        await using var third = await OdinPeer.ConnectAsync(mock);

        (await third.AskAsync("get_subscriptions")).Data().Texts("subscribed_symbols").ShouldBe(["SBIN", "TCS"]);
    }

    [Fact]
    public async Task Takeover_brings_nothing_back_where_nothing_is_restored()
    {
        await using var mock = await OdinPeer.StartAsync(stances: ("odin.restore", "none"));
        await using var first = await OdinPeer.ConnectAsync(mock);
        await first.AskAsync("subscribe", "SBIN");

        await using var second = await OdinPeer.ConnectAsync(mock);

        (await first.ClosedAsync()).Received!.Value.Code.ShouldBe(1000);
        second.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Sessions_are_bounded_and_the_oldest_is_forgotten_first()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0, Protocols = ["odin"], RestoredSessions = 2 });
        foreach (var clientId in (string[])["a", "b", "c"])
        {
            await using (var peer = await OdinPeer.ConnectAsync(mock, clientId)) await peer.AskAsync("subscribe", "SBIN");
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        (await RestoredAsync(mock, "a")).ShouldBe(0);
        (await RestoredAsync(mock, "b")).ShouldBe(1);
        (await RestoredAsync(mock, "c")).ShouldBe(1);

        static async Task<int> RestoredAsync(PlayedMock mock, string clientId)
        {
            await using var peer = await OdinPeer.ConnectAsync(mock, clientId);
            return peer.Welcome.Data().GetProperty("subscribed_stocks").GetInt32();
        }
    }

    [Fact]
    public async Task Reset_forgets_every_session()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using (var before = await OdinPeer.ConnectAsync(mock))
        {
            await before.AskAsync("subscribe", "SBIN");
            mock.Server.Reset();
            (await before.ClosedAsync()).Received!.Value.Code.ShouldBe(1001);
        }

        await using var after = await OdinPeer.ConnectAsync(mock);

        after.Welcome.Data().GetProperty("subscribed_stocks").GetInt32().ShouldBe(0);
    }
}
