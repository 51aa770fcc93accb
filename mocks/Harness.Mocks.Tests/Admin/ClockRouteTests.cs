using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Admin;

public sealed class ClockRouteTests
{
    private readonly ManualClock _beneath = new(PlayedMock.Start.AddYears(1));

    [Fact]
    public async Task Clock_says_what_it_shows_and_when_something_is_due()
    {
        await using var mock = await StartAsync(isManual: true);
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var clock = await mock.GetJsonAsync("/__admin/clock");

        clock.GetProperty("clock").GetString().ShouldBe("manual");
        clock.GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start);
        clock.GetProperty("started").GetDateTimeOffset().ShouldBe(PlayedMock.Start);
        clock.GetProperty("paused").GetBoolean().ShouldBeTrue();
        clock.GetProperty("speed").GetDouble().ShouldBe(1);
        clock.GetProperty("next_due").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddSeconds(5));
    }

    [Fact]
    public async Task Advance_returns_when_all_that_was_due_is_written()
    {
        await using var mock = await StartAsync(isManual: true, rate: 10);
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
        await peer.NextAsync();

        var clock = await mock.OrderAsync("/__admin/clock/advance", """{"by":"30s"}""");

        clock.GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddSeconds(30));
        // Ten a second and instrument, of which some move the quotes shown here.
        var sent = (await mock.GetJsonAsync("/__admin/connections/c1")).GetProperty("messages_out").GetInt32();
        sent.ShouldBeInRange(100, 301);
        (await mock.GetJsonAsync("/__admin/health")).GetProperty("outbox_messages").GetInt32().ShouldBe(0);
        (await peer.NextAsync(sent - 1)).Count.ShouldBe(sent - 1);
    }

    [Fact]
    public async Task Advance_by_more_than_an_outbox_holds_cuts_nobody_who_reads()
    {
        await using var mock = await StartAsync(isManual: true, rate: 100);
        await using var peer = await Peer.ConnectAsync(
            mock.Server, TseAddress.Isin(["best-limit", "order-book", "aggregate"], ["IRO1FOLD0001", "IRO1XYZ1234"]), ("Authorization", await mock.LogInAsync()));

        await mock.OrderAsync("/__admin/clock/advance", """{"by":"60s"}""");

        var connection = await mock.GetJsonAsync("/__admin/connections/c1");
        connection.GetProperty("bytes_out").GetInt64().ShouldBeGreaterThan(1024 * 1024);
        connection.GetProperty("discarded").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Advance_does_not_wait_for_who_never_reads()
    {
        await using var mock = await StartAsync(isManual: true, rate: 100);
        await using var silent = await SilentPeer.ConnectAsync(mock, OdinPeer.Path);

        (await mock.OrderAsync("/__admin/clock/advance", """{"by":"10s"}""")).GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddSeconds(10));
    }

    [Fact]
    public async Task Clock_is_set_forward_and_never_back()
    {
        await using var mock = await StartAsync(isManual: true);

        (await mock.OrderAsync("/__admin/clock/set", """{"to":"2026-03-02T12:30:00+05:30"}""")).GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddHours(1));
        var (status, body) = await mock.PostAsync("/__admin/clock/set", """{"to":"2026-03-02T06:59:59Z"}""");

        status.ShouldBe(409, body);
        body.ShouldContain("never goes back");
        JsonElement.Parse(body).GetProperty("pointer").GetString().ShouldBe("/to");
        (await NowAsync(mock)).ShouldBe(PlayedMock.Start.AddHours(1));
    }

    [Fact]
    public async Task Running_clock_changes_its_speed_without_a_jump_stands_and_runs_on()
    {
        await using var mock = await StartAsync();
        _beneath.Advance(TimeSpan.FromSeconds(10));

        (await mock.OrderAsync("/__admin/clock/speed", """{"factor":60}""")).GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddSeconds(10));
        _beneath.Advance(TimeSpan.FromSeconds(1));
        (await NowAsync(mock)).ShouldBe(PlayedMock.Start.AddSeconds(70));

        (await mock.OrderAsync("/__admin/clock/pause")).GetProperty("paused").GetBoolean().ShouldBeTrue();
        _beneath.Advance(TimeSpan.FromSeconds(100));
        (await NowAsync(mock)).ShouldBe(PlayedMock.Start.AddSeconds(70));

        (await mock.OrderAsync("/__admin/clock/resume")).GetProperty("speed").GetDouble().ShouldBe(60);
        _beneath.Advance(TimeSpan.FromSeconds(1));
        (await NowAsync(mock)).ShouldBe(PlayedMock.Start.AddSeconds(130));
    }

    [Fact]
    public async Task Running_clock_can_be_moved_on_and_runs_on_from_there()
    {
        await using var mock = await StartAsync();

        await mock.OrderAsync("/__admin/clock/advance", """{"by":"1h"}""");
        _beneath.Advance(TimeSpan.FromSeconds(5));

        (await NowAsync(mock)).ShouldBe(PlayedMock.Start.AddHours(1).AddSeconds(5));
    }

    [Fact]
    public async Task Clock_of_the_program_itself_is_moved_but_its_pace_is_not_ours()
    {
        await using var mock = await PlayedMock.StartAsync();

        (await mock.OrderAsync("/__admin/clock/advance", """{"by":"5s"}""")).GetProperty("now").GetDateTimeOffset().ShouldBe(PlayedMock.Start.AddSeconds(5));
        (await mock.PostAsync("/__admin/clock/speed", """{"factor":2}""")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Clock_that_only_the_system_moves_says_so()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { TimeProvider = TimeProvider.System });

        (await mock.GetJsonAsync("/__admin/clock")).GetProperty("clock").GetString().ShouldBe("real");
        var (status, body) = await mock.PostAsync("/__admin/clock/advance", """{"by":"5s"}""");

        status.ShouldBe(409, body);
        body.ShouldContain("SteeredClock");
    }

    private Task<PlayedMock> StartAsync(bool isManual = false, double rate = 0) => PlayedMock.StartAsync(options => options with
    {
        TimeProvider = new SteeredClock(isManual ? TimeProvider.System : _beneath, PlayedMock.Start, isManual: isManual),
        Rate = rate,
    });

    private static async Task<DateTimeOffset> NowAsync(PlayedMock mock) => (await mock.GetJsonAsync("/__admin/clock")).GetProperty("now").GetDateTimeOffset();
}
