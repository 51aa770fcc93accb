using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.Virtuoso;

/// <summary>Ping/Pong Heartbeat and Connection Close, on the virtual clock.</summary>
public sealed class VirtuosoHeartbeatTests
{
    [Fact]
    public async Task Ping_comes_after_thirty_silent_seconds_and_a_pong_keeps_the_connection()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync();

        await AdvanceAsync(mock, 29.9);
        peer.Drain().ShouldBeEmpty();
        await AdvanceAsync(mock, 0.2);
        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("ping");
        peer.Send("""{"action":"pong","timestamp":1}""");
        await AdvanceAsync(mock, 15);

        peer.Drain().ShouldBeEmpty();
        (await mock.GetJsonAsync("/__admin/health")).GetProperty("connections_open").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Missed_pong_ends_with_a_close_event_and_1008_ten_seconds_later()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync();

        await AdvanceAsync(mock, 30.1);
        await peer.NextAsync("ping");
        // Other traffic does not stand in for the pong.
        peer.Send("""{"action":"ping"}""");
        await peer.NextAsync("pong");
        await AdvanceAsync(mock, 9.5);
        peer.Drain().ShouldBeEmpty();
        await AdvanceAsync(mock, 0.6);

        var close = await peer.NextJsonAsync();
        close.GetProperty("event").GetString().ShouldBe("close");
        close.GetProperty("message").GetString().ShouldBe("Heartbeat timeout");
        close.GetProperty("code").GetInt32().ShouldBe(1008);
        (await peer.ClosedAsync()).Received!.Value.Code.ShouldBe(1008);
    }

    [Fact]
    public async Task Traffic_in_either_direction_puts_the_ping_off()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await mock.AuthenticateAsync();

        await AdvanceAsync(mock, 20);
        peer.Send("""{"action":"ping"}""");
        await peer.NextAsync("pong");
        await AdvanceAsync(mock, 29.5);
        peer.Drain().ShouldBeEmpty();
        await AdvanceAsync(mock, 1);

        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("ping");
    }

    [Fact]
    public async Task Connection_that_never_authenticates_is_closed_after_thirty_seconds()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, "/ws");

        await AdvanceAsync(mock, 30.1);

        (await peer.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("close");
        (await peer.ClosedAsync()).Received!.Value.Code.ShouldBe(1008);
    }

    private static Task AdvanceAsync(PlayedMock mock, double seconds) =>
        mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
}
