using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.AirAlgo;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Mocks.Tests.Protocols.Virtuoso;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Server;

/// <summary>A server as <c>serve --clock manual</c> starts it: nothing happens by itself, and everything does when time is moved through the admin API.</summary>
public sealed class ManualTimeTests
{
    private const string Script = """
        version: 1
        name: after a minute and a half
        protocol: odin
        rules:
          - on: open
            do: [ { after: 90s }, { send: { type: scripted } } ]
        """;

    [Fact]
    public async Task Timers_of_all_protocols_fire_in_the_order_of_their_documents()
    {
        await using var mock = await StartAsync();
        await using var tse = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
        await tse.NextAsync();
        await using var odin = await OdinPeer.ConnectAsync(mock);
        await using var airAlgo = await AirAlgoPeer.JoinAsync(mock);
        await using var virtuoso = await AuthenticateAsync(mock);
        await using var nobody = await Peer.ConnectAsync(mock.Server, "/ws");

        // 10:00 UTC is 15:30 in India.
        await mock.OrderAsync("/__admin/clock/advance", """{"by":"4h"}""");

        // Whose a connection was that never logged in is known once it is over.
        await mock.OrderAsync("/__admin/messages/wait", """{"kind":"close","from":"server","protocol":"virtuoso","count":2}""");
        var told = await ToldAsync(mock);
        told.ShouldBe(
        [
            "30 virtuoso ping",
            "30 virtuoso close",
            "30 virtuoso Authentication timeout",
            "40 virtuoso close",
            "40 virtuoso Heartbeat timeout",
            "60 airalgo 1000",
            "90 odin scripted",
            "120 ht-tse expired token",
            "14400 odin market_closed",
        ]);
    }

    [Fact]
    public async Task Heartbeat_goes_on_as_long_as_it_is_answered()
    {
        await using var mock = await StartAsync();
        await using var peer = await AuthenticateAsync(mock);
        for (var beat = 0; beat < 3; beat++)
        {
            await mock.OrderAsync("/__admin/clock/advance", """{"by":"30s"}""");
            (await peer.NextAsync("ping")).GetProperty("event").GetString().ShouldBe("ping");
            peer.Send("""{"action":"pong"}""");
            await mock.OrderAsync("/__admin/messages/wait", $$"""{"where":{"action":"pong"},"count":{{beat + 1}}}""");
        }

        await mock.OrderAsync("/__admin/clock/advance", """{"by":"40s"}""");

        (await peer.ClosedAsync()).Reason.ShouldBe("Heartbeat timeout");
    }

    [Fact]
    public async Task Transport_that_is_heard_of_stays_open()
    {
        await using var mock = await StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);
        for (var i = 0; i < 3; i++)
        {
            await mock.OrderAsync("/__admin/clock/advance", """{"by":"59s"}""");
            await peer.AskAsync("heartbeat", new { }, "h", "phoenix");
        }

        await mock.OrderAsync("/__admin/clock/advance", """{"by":"60s"}""");

        (await peer.Wire.ClosedAsync()).Received!.Value.Code.ShouldBe(1000);
    }

    [Theory]
    [InlineData("299s", 1)]
    [InlineData("301s", 0)]
    public async Task Session_is_restored_within_its_window(string away, int restored)
    {
        await using var mock = await StartAsync();
        await using (var before = await OdinPeer.ConnectAsync(mock)) await before.AskAsync("subscribe", "SBIN");
        await mock.OrderAsync("/__admin/messages/wait", """{"kind":"reset","protocol":"odin"}""");

        await mock.OrderAsync("/__admin/clock/advance", $$"""{"by":"{{away}}"}""");
        await using var after = await OdinPeer.ConnectAsync(mock);

        after.Welcome.GetProperty("data").GetProperty("subscribed_stocks").GetInt32().ShouldBe(restored);
    }

    [Fact]
    public async Task Market_closes_and_opens_by_the_hours_of_its_exchange()
    {
        await using var mock = await StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        await mock.OrderAsync("/__admin/clock/set", """{"to":"2026-03-02T15:30:00+05:30"}""");
        (await peer.NextAsync()).GetProperty("type").GetString().ShouldBe("scripted");
        (await peer.NextAsync()).GetProperty("type").GetString().ShouldBe("market_closed");
        await mock.OrderAsync("/__admin/clock/set", """{"to":"2026-03-03T09:14:59+05:30"}""");
        peer.Drain().ShouldBeEmpty();
        await mock.OrderAsync("/__admin/clock/set", """{"to":"2026-03-03T09:15:00+05:30"}""");

        (await peer.NextAsync()).GetProperty("type").GetString().ShouldBe("market_opened");
    }

    [Fact]
    public async Task Data_moves_on_by_advancing_and_only_so()
    {
        await using var mock = await StartAsync(rate: 2);
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN");
        await peer.NextDataAsync();

        peer.Drain().ShouldBeEmpty();
        var before = await SentAsync(mock);
        await mock.OrderAsync("/__admin/clock/advance", """{"by":"10s"}""");
        var sent = await SentAsync(mock) - before;

        // Two steps a second, three of four of which trade.
        sent.ShouldBeInRange(8, 20);
        for (var i = 0; i < sent; i++) await peer.NextDataAsync();
    }

    private static async Task<int> SentAsync(PlayedMock mock) => (await mock.GetJsonAsync("/__admin/connections/c1")).GetProperty("messages_out").GetInt32();

    private static Task<PlayedMock> StartAsync(double rate = 0) => PlayedMock.StartAsync(options => options with
    {
        TimeProvider = new SteeredClock(TimeProvider.System, PlayedMock.Start, isManual: true),
        Rate = rate,
        FollowMarketHours = true,
        TokenLifetime = TimeSpan.FromMinutes(2),
        Stances = new Dictionary<string, string> { ["airalgo.heartbeat"] = "60s", ["odin.restore"] = "5m" },
        Scenarios = [ScenarioReader.Read("script.yaml", System.Text.Encoding.UTF8.GetBytes(Script))],
    });

    private static async Task<Peer> AuthenticateAsync(PlayedMock mock)
    {
        var peer = await Peer.ConnectAsync(mock.Server, "/ws");
        peer.Send(VirtuosoPeer.Authenticate(PlayedMock.Start));
        await peer.NextAsync("authenticated");
        return peer;
    }

    /// <summary>What the server said by itself, with the second it said it in.</summary>
    private static async Task<IEnumerable<string>> ToldAsync(PlayedMock mock)
    {
        var starts = (await mock.GetJsonAsync("/__admin/sessions")).GetProperty("sessions").EnumerateArray()
            .ToDictionary(session => session.GetProperty("id").GetString()!, session => session.GetProperty("started").GetDateTimeOffset());
        var messages = (await mock.GetJsonAsync("/__admin/messages?from=server")).GetProperty("messages").EnumerateArray();
        return
        [
            .. from message in messages
            let frame = message.GetProperty("frame")
            let at = (starts[message.GetProperty("session").GetString()!] - PlayedMock.Start) + TimeSpan.FromMicroseconds(frame.GetProperty("t").GetInt64())
            where at > TimeSpan.Zero && Word(frame) is not null
            select $"{at.TotalSeconds} {message.GetProperty("protocol").GetString()} {Word(frame)}",
        ];
    }

    private static string? Word(JsonElement frame)
    {
        if (frame.GetProperty("kind").GetString() == "close") return frame.TryGetProperty("reason", out var reason) && reason.GetString() is { Length: > 0 } why ? why : $"{frame.GetProperty("code")}";
        if (!frame.TryGetProperty("text", out var text)) return null;
        var message = JsonElement.Parse(text.GetString()!);
        if (message.TryGetProperty("type", out var type)) return type.GetString();
        return message.TryGetProperty("event", out var name) && name.GetString() != "error" ? name.GetString() : null;
    }
}
