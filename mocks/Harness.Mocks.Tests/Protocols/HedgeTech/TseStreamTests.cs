using System.Text.RegularExpressions;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>What an accepted connection gets (§3, §4, §6).</summary>
public sealed partial class TseStreamTests
{
    private static readonly string[] Channels = [.. ProtocolCatalog.Embedded.Find("ht-tse")!.Channels];

    [Fact]
    public async Task Stream_begins_with_a_message_for_every_symbol_and_channel_that_the_symbol_has()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        string[] isins = ["IRT3SATF0001", "IRO1FOLD0001", "IRO9FOLD0001"];

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(Channels, isins), ("Authorization", token));
        var first = await FirstMessagesAsync(peer, 5 + 1 + 5 + 5 + 1);

        first.ShouldBe(
            isins.SelectMany(isin => Channels
                .Where(channel => channel != "fund-info" || isin == "IRT3SATF0001")
                .Where(channel => channel != "contract-info" || isin == "IRO9FOLD0001")
                .Select(channel => (channel, isin))),
            ignoreOrder: true);
    }

    [Fact]
    public async Task Duplicate_parameters_collapse()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(
            mock.Server, TseAddress.Isin(["best-limit", "best-limit"], ["IRO1FOLD0001", "IRO1FOLD0001"]), ("Authorization", token));
        await peer.NextAsync();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_endpoints_show_the_same_instrument_with_their_own_identifier()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();

        await using var byIsin = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["aggregate"], ["IRO1FOLD0001"]), ("Authorization", token));
        await using var byName = await Peer.ConnectAsync(mock.Server, TseAddress.Name(["aggregate"], ["فولاد"]), ("Authorization", token));
        var isin = await byIsin.NextJsonAsync();
        var name = await byName.NextJsonAsync();

        isin.GetProperty("symbolIsin").GetString().ShouldBe("IRO1FOLD0001");
        isin.TryGetProperty("symbolName", out _).ShouldBeFalse();
        name.GetProperty("symbolName").GetString().ShouldBe("فولاد");
        name.TryGetProperty("symbolIsin", out _).ShouldBeFalse();
        name.GetProperty("data").GetRawText().ShouldBe(isin.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Messages_follow_as_the_market_moves_and_carry_tehran_time_with_six_digits()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await peer.NextAsync();
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        var message = await peer.NextJsonAsync();

        var timestamp = message.GetProperty("timestamp").GetString()!;
        Timestamp().IsMatch(timestamp).ShouldBeTrue(timestamp);
        timestamp.ShouldStartWith("2026-03-02T09:30:0");
    }

    [Theory]
    [InlineData("+03:30", "2026-03-02T09:30:")]
    [InlineData("Z", "2026-03-02T06:00:")]
    [InlineData("-05:00", "2026-03-02T01:00:")]
    public async Task Timestamps_are_in_the_offset_of_the_stance(string offset, string expected)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["ht.timezone"] = offset } });
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["aggregate"], ["IRO1FOLD0001"]), ("Authorization", token));
        var message = await peer.NextJsonAsync();

        message.GetProperty("timestamp").GetString()!.ShouldStartWith(expected);
        message.GetProperty("data").GetProperty("time").GetString()!.ShouldStartWith(expected[11..16]);
    }

    [Theory]
    [InlineData("close-1011", 1011)]
    [InlineData("abrupt", null)]
    public async Task Feed_that_fails_ends_the_connection_as_the_stance_says(string stance, int? code)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["ht.feed-failure"] = stance } });
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        (await mock.PostAsync("/__admin/market/interrupt", "")).Status.ShouldBe(200);

        (await peer.ClosedAsync()).Received?.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Client_messages_are_ignored()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await peer.NextAsync();
        peer.Send("""{"action":"subscribe"}""");
        peer.Send("no json at all");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        peer.Drain().ShouldBeEmpty();
        mock.Notices.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Token_that_expires_while_streaming_ends_the_connection_with_1008()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { TokenLifetime = TimeSpan.FromSeconds(30) });
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(31), TestContext.Current.CancellationToken);
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(1008);
        closed.Reason.ShouldBe("expired token");
    }

    [Fact]
    public async Task Same_seed_gives_the_same_bytes()
    {
        (await PlayAsync(7)).ShouldBe(await PlayAsync(7));
        (await PlayAsync(8)).ShouldNotBe(await PlayAsync(7));

        static async Task<IReadOnlyList<string>> PlayAsync(ulong seed)
        {
            await using var mock = await PlayedMock.StartAsync(options => options with { Seed = seed });
            var token = await mock.LogInAsync();
            await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(Channels, ["IRT3SATF0001", "IRO1FOLD0001"]), ("Authorization", token));
            await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            return [token, .. peer.Drain()];
        }
    }

    private static async Task<IReadOnlyList<(string Channel, string Isin)>> FirstMessagesAsync(Peer peer, int count)
    {
        var seen = new List<(string, string)>();
        while (seen.Count < count)
        {
            var message = await peer.NextJsonAsync();
            seen.Add((message.GetProperty("channel").GetString()!, message.GetProperty("symbolIsin").GetString()!));
        }

        return seen;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timestamp();
}
