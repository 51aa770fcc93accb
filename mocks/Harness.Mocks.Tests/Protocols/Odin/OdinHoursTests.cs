using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>Market Hours Control: 9:15 to 15:30 in India, on weekdays, by the mock's clock.</summary>
public sealed class OdinHoursTests
{
    private static readonly TimeSpan India = new(5, 30, 0);

    [Fact]
    public async Task Market_is_open_whenever_somebody_asks_unless_told_otherwise()
    {
        await using var mock = await OdinPeer.StartAsync();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromHours(12), TestContext.Current.CancellationToken);

        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN");

        peer.Welcome.Data().GetProperty("market_open").GetBoolean().ShouldBeTrue();
        (await peer.NextDataAsync()).Text("symbol").ShouldBe("SBIN");
    }

    [Fact]
    public async Task Closing_is_told_to_everybody_and_ends_the_data()
    {
        await using var mock = await StartAsync(new DateTime(2026, 3, 2, 15, 29, 50));
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await using var idle = await OdinPeer.ConnectAsync(mock, "idle");
        await peer.AskAsync("subscribe", "SBIN");

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var messages = peer.Drain();
        var notice = messages[^1];
        notice.GetRawText().ShouldBe(
            """{"type":"market_closed","status":"info","message":"Market is now closed - data streaming stopped","data":{"market_open":false,"current_time":"15:30:00"},"timestamp":1772445600000}""");
        messages.Count(message => message.Text("type") == "market_data").ShouldBeGreaterThan(5);
        idle.Drain().ShouldHaveSingleItem().GetRawText().ShouldBe(notice.GetRawText());
    }

    [Fact]
    public async Task Opening_is_told_to_everybody_and_begins_the_data()
    {
        await using var mock = await StartAsync(new DateTime(2026, 3, 2, 9, 14, 50));
        await using var peer = await OdinPeer.ConnectAsync(mock);
        var reply = await peer.AskAsync("subscribe", "SBIN");

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(9), TestContext.Current.CancellationToken);
        var before = peer.Drain();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        var after = peer.Drain();

        reply.Data().Texts("subscribed_stocks").ShouldBe(["SBIN"]);
        before.ShouldBeEmpty();
        after[0].GetRawText().ShouldBe(
            """{"type":"market_opened","status":"info","message":"Market is now open - data streaming started","data":{"market_open":true,"current_time":"09:15:00"},"timestamp":1772423100000}""");
        after.Skip(1).Select(message => message.Text("type")).Distinct().ShouldBe(["market_data"]);
    }

    [Fact]
    public async Task Notices_come_as_market_status_under_the_stance()
    {
        await using var mock = await StartAsync(new DateTime(2026, 3, 2, 15, 29, 50), ("odin.broadcast", "market_status"));
        await using var peer = await OdinPeer.ConnectAsync(mock);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        var notice = await peer.NextReplyAsync();
        notice.Text("type").ShouldBe("market_status");
        notice.Data().GetProperty("market_open").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-02 09:14:59", false, "2026-03-02 09:15:00")]
    [InlineData("2026-03-02 09:15:00", true, "2026-03-03 09:15:00")]
    [InlineData("2026-03-02 15:29:59", true, "2026-03-03 09:15:00")]
    [InlineData("2026-03-02 15:30:00", false, "2026-03-03 09:15:00")]
    [InlineData("2026-03-06 16:00:00", false, "2026-03-09 09:15:00")]
    [InlineData("2026-03-07 11:00:00", false, "2026-03-09 09:15:00")]
    public async Task Market_status_follows_the_hours(string indianTime, bool isOpen, string nextOpen)
    {
        await using var mock = await StartAsync(DateTime.Parse(indianTime, System.Globalization.CultureInfo.InvariantCulture));
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var status = (await peer.AskAsync("market_status")).Data();

        status.GetProperty("market_open").GetBoolean().ShouldBe(isOpen);
        status.GetProperty("streaming_data").GetBoolean().ShouldBe(isOpen);
        status.Text("next_open").ShouldBe(nextOpen);
        peer.Welcome.Data().GetProperty("market_open").GetBoolean().ShouldBe(isOpen);
    }

    [Fact]
    public async Task A_week_has_five_openings_and_closings_each_on_its_minute()
    {
        await using var mock = await StartAsync(new DateTime(2026, 3, 2, 0, 0, 0), rate: 0);
        await using var peer = await OdinPeer.ConnectAsync(mock);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromDays(7), TestContext.Current.CancellationToken);

        var notices = peer.Drain();
        notices.Select(notice => notice.Text("type")).ShouldBe(Enumerable.Repeat<string[]>(["market_opened", "market_closed"], 5).SelectMany(pair => pair));
        notices.Select(notice => notice.Data().Text("current_time")).Distinct().ShouldBe(["09:15:00", "15:30:00"]);
    }

    [Fact]
    public async Task Subscribing_while_closed_is_an_error_under_the_stance()
    {
        await using var mock = await StartAsync(new DateTime(2026, 3, 2, 20, 0, 0), ("odin.closed", "error"));
        await using var peer = await OdinPeer.ConnectAsync(mock);

        (await peer.AskAsync("subscribe", "SBIN")).ShouldBeError("Market closed: stocks can be subscribed within market hours (09:15 - 15:30 IST)");
        (await peer.AskAsync("get_subscriptions")).Data().GetProperty("total_subscribed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Market_opens_and_closes_by_order()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 4);
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN");

        (await mock.PostAsync("/__admin/market/close", "{}")).Status.ShouldBe(200);
        (await peer.NextReplyAsync()).Text("type").ShouldBe("market_closed");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        peer.Drain().ShouldBeEmpty();
        (await mock.PostAsync("/__admin/market/open", "{}")).Status.ShouldBe(200);

        (await peer.NextReplyAsync()).Text("type").ShouldBe("market_opened");
    }

    [Fact]
    public async Task Nothing_trades_while_the_exchange_is_closed()
    {
        await using var mock = await StartAsync(new DateTime(2026, 3, 2, 15, 30, 0));
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN");
        var before = await PricesAsync(mock);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        (await PricesAsync(mock)).ShouldBe(before);

        static async Task<string> PricesAsync(PlayedMock mock) => (await mock.GetJsonAsync("/__admin/market")).GetRawText();
    }

    private static Task<PlayedMock> StartAsync(DateTime indianTime, params (string Name, string Value)[] stances) => StartAsync(indianTime, rate: 2, stances);

    private static Task<PlayedMock> StartAsync(DateTime indianTime, double rate, params (string Name, string Value)[] stances) => PlayedMock.StartAsync(options => options with
    {
        Rate = rate,
        Protocols = ["odin"],
        FollowMarketHours = true,
        TimeProvider = new ManualClock(new DateTimeOffset(indianTime, India)),
        Stances = stances.ToDictionary(stance => stance.Name, stance => stance.Value),
    });
}
