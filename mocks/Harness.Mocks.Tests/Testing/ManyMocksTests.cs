using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Testing;

/// <summary>Test classes run side by side, each with a mock of its own.</summary>
public sealed class ManyMocksTests
{
    private const int Many = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MockTransport.Port)]
    [InlineData(MockTransport.InProcess)]
    public async Task Fifty_mocks_at_once_do_not_disturb_each_other(MockTransport transport)
    {
        var told = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => Task.Run(() => TalkAsync(transport, number), Cancellation))).Within("fifty conversations");

        told.ShouldBe(Enumerable.Range(0, Many).Select(number => $"mock {number}"));
    }

    [Fact]
    public async Task Same_seed_and_same_clock_say_the_same_in_every_mock()
    {
        var welcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WelcomeAsync())).Within("eight greetings");

        welcomes.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Disposal_leaves_no_port_and_no_timer()
    {
        var clock = new ManualClock(PlayedMock.Start);
        var mock = await MockServer.StartAsync(new() { Seed = 7, TimeProvider = clock }, Cancellation);
        mock.For("odin").OnTimer(TimeSpan.FromSeconds(1)).Send("tick");
        mock.For("odin").OnOpen().After(TimeSpan.FromHours(1)).Send("late");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), Cancellation);
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        await socket.NextAsync();
        clock.NextDue.ShouldNotBeNull();
        var reading = ReadToEndAsync(socket);

        await mock.DisposeAsync();
        await mock.DisposeAsync();

        (await reading.Within("the goodbye")).ShouldBe("close 1001 server stopped");
        clock.NextDue.ShouldBeNull();
        using var listener = new TcpListener(IPAddress.Loopback, mock.Port);
        Should.NotThrow(listener.Start);
    }

    [Theory]
    [InlineData(MockTransport.Port)]
    [InlineData(MockTransport.InProcess)]
    public async Task Disposal_may_be_asked_for_by_several_and_is_over_for_all_at_once(MockTransport transport)
    {
        var mock = await MockServer.StartAsync(new() { Protocols = ["odin"], Transport = transport, TimeProvider = new ManualClock(PlayedMock.Start) }, Cancellation);
        using var invoker = mock.CreateInvoker();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), invoker, Cancellation);
        await socket.NextAsync();

        var ends = Enumerable.Range(0, 3).Select(_ => mock.DisposeAsync().AsTask()).ToList();

        (await ReadToEndAsync(socket).Within("the goodbye")).ShouldBe("close 1001 server stopped");
        await Task.WhenAny(ends).Within("the first of three disposals");
        ends.ShouldAllBe(end => end == ends[0]);
        await mock.DisposeAsync();
    }

    private static async Task<string> ReadToEndAsync(WebSocket socket)
    {
        while (true)
        {
            var next = await socket.NextAsync();
            if (next.StartsWith("close", StringComparison.Ordinal)) return next;
        }
    }

    private static async Task<string> TalkAsync(MockTransport transport, int number)
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["odin"], Transport = transport, Seed = 7 }, Cancellation);
        mock.OnMessage(new { action = "who" }).Send($"mock {number}");
        using var invoker = mock.CreateInvoker();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), invoker, Cancellation);
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"who"}""");
        var answer = await socket.NextAsync();
        mock.Received().Count.ShouldBe(1);
        return answer;
    }

    private static async Task<string> WelcomeAsync()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["odin"], Transport = MockTransport.InProcess, Seed = 7, TimeProvider = new ManualClock(PlayedMock.Start) }, Cancellation);
        using var invoker = mock.CreateInvoker();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), invoker, Cancellation);
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        await socket.NextAsync();
        return await mock.Clock.AdvanceUntilAsync(socket.NextAsync(), TimeSpan.FromMinutes(1), "market data", Cancellation);
    }
}
