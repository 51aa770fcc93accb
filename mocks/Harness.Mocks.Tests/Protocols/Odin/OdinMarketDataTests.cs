using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>Market Data Streaming: who gets what, and that the figures agree with each other.</summary>
public sealed partial class OdinMarketDataTests
{
    private static readonly string[] Ten = [.. ProtocolCatalog.Embedded.Find("odin")!.Instruments.Select(instrument => instrument.Symbols["symbol"])];

    [Fact]
    public async Task Message_has_the_documents_members_in_the_documents_order()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "RELIANCE");

        var message = await peer.NextDataAsync();

        using var documented = JsonDocument.Parse(ProtocolCatalog.Embedded.Find("odin")!.Frames.Single(frame => frame.Name == "market-data").Text);
        message.EnumerateObject().Select(member => member.Name).ShouldBe(documented.RootElement.EnumerateObject().Select(member => member.Name));
        message.Data().EnumerateObject().Select(member => member.Name).ShouldBe(documented.RootElement.Data().EnumerateObject().Select(member => member.Name));
        message.Text("symbol").ShouldBe("RELIANCE");
        message.Text("token").ShouldBe("2885");
        message.Text("exchange").ShouldBe("NSE");
    }

    [Fact]
    public async Task Subscribed_stocks_stream_and_no_others()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 4);
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN", "2885");

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        var messages = peer.Drain();
        messages.Select(message => message.Text("symbol")).Distinct().ShouldBe(["SBIN", "RELIANCE"], ignoreOrder: true);
        messages.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Unsubscribed_stock_stops_at_once_by_symbol_and_by_token()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 4);
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "3045", "RELIANCE", "TCS");

        await peer.AskAsync("unsubscribe", "SBIN", "2885");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        peer.Drain().Select(message => message.Text("symbol")).Distinct().ShouldBe(["TCS"]);
    }

    [Fact]
    public async Task Figures_agree_with_each_other()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 1);
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", Ten);
        var volumes = new Dictionary<string, long>();
        var highs = new Dictionary<string, decimal>();

        for (var part = 0; part < 2; part++)
        {
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
            foreach (var message in peer.Drain()) Check(message, volumes, highs);
        }

        volumes.Keys.ShouldBe(Ten, ignoreOrder: true);
    }

    [Fact]
    public async Task Two_clients_get_the_same_bytes()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 4);
        await using var one = await OdinPeer.ConnectAsync(mock, "one");
        await using var other = await OdinPeer.ConnectAsync(mock, "other");
        await one.AskAsync("subscribe", "SBIN");
        await other.AskAsync("subscribe", "3045");

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        one.Drain().Select(message => message.GetRawText()).ShouldBe(other.Drain().Select(message => message.GetRawText()));
    }

    [Fact]
    public async Task Same_seed_gives_the_same_bytes()
    {
        (await PlayAsync(7)).ShouldBe(await PlayAsync(7));
        (await PlayAsync(8)).ShouldNotBe(await PlayAsync(7));

        static async Task<IReadOnlyList<string>> PlayAsync(ulong seed)
        {
            await using var mock = await PlayedMock.StartAsync(options => options with { Seed = seed });
            await using var peer = await OdinPeer.ConnectAsync(mock, clientId: null);
            await peer.AskAsync("subscribe", Ten);
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            return [peer.Welcome.GetRawText(), .. peer.Drain().Select(message => message.GetRawText())];
        }
    }

    [Fact]
    public async Task Invented_stocks_are_served_too()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0, Protocols = ["odin"], Instruments = 40 });
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN");
        var key = (await mock.GetJsonAsync("/__admin/market")).GetProperty("instruments").EnumerateArray().Last().Text("key")!;

        var reply = await peer.AskAsync("subscribe", key["odin:".Length..]);

        reply.Data().GetProperty("total_subscribed").GetInt32().ShouldBe(2);
    }

    private static void Check(JsonElement message, Dictionary<string, long> volumes, Dictionary<string, decimal> highs)
    {
        var text = message.GetRawText();
        var data = message.Data();
        var symbol = data.Text("symbol")!;
        var (ltp, open) = (Number("ltp"), Number("open"));
        var (high, low) = (Number("high"), Number("low"));

        Math.Min(ltp, open).ShouldBeGreaterThanOrEqualTo(low, text);
        Math.Max(ltp, open).ShouldBeLessThanOrEqualTo(high, text);
        Number("day_high").ShouldBe(high, text);
        Number("day_low").ShouldBe(low, text);
        Number("close").ShouldBe(Number("prev_close"), text);
        high.ShouldBeLessThanOrEqualTo(Number("week_52_high"), text);
        low.ShouldBeGreaterThanOrEqualTo(Number("week_52_low"), text);
        var percent = data.GetProperty("percent_change").GetDouble();
        percent.ShouldBe((double)((ltp - Number("prev_close")) / Number("prev_close") * 100), 1e-9, text);
        data.GetProperty("avg_volume_5d").GetInt64().ShouldBeGreaterThan(0, text);

        var volume = data.GetProperty("volume").GetInt64();
        volume.ShouldBeGreaterThanOrEqualTo(volumes.GetValueOrDefault(symbol), text);
        volumes[symbol] = volume;
        if (data.GetProperty("is_new_week_52_high").GetBoolean()) ltp.ShouldBe(Number("week_52_high"), text);
        if (highs.TryGetValue(symbol, out var before)) (Number("week_52_high") > before).ShouldBe(data.GetProperty("is_new_week_52_high").GetBoolean(), text);
        highs[symbol] = Number("week_52_high");

        var updated = data.Text("last_updated")!;
        Rfc3339().IsMatch(updated).ShouldBeTrue(updated);
        DateTimeOffset.Parse(updated, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds().ShouldBe(message.GetProperty("timestamp").GetInt64(), text);
        data.GetProperty("timestamp").GetInt64().ShouldBeLessThanOrEqualTo(message.GetProperty("timestamp").GetInt64(), text);
        Date().IsMatch(data.Text("week_52_high_date")!).ShouldBeTrue(text);
        Date().IsMatch(data.Text("week_52_low_date")!).ShouldBeTrue(text);

        decimal Number(string name) => data.GetProperty(name).GetDecimal();
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+05:30$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();
}
