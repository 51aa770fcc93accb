using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Harness.Fixtures.Scenarios.Building;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;
using Harness.Mocks.Testing;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.Virtuoso;
using Harness.Mocks.Tests.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Testing;

/// <summary>What a test suite does with a mock in C#, over a socket as clients have it.</summary>
public sealed class ScriptedMockTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly ManualClock _clock = new(PlayedMock.Start);
    private readonly List<IDisposable> _open = [];
    private MockServer? _mock;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _open) one.Dispose();
        if (_mock is not null) await _mock.DisposeAsync();
    }

    [Theory]
    [InlineData(MockTransport.Port)]
    [InlineData(MockTransport.InProcess)]
    public async Task Rule_answers_and_closes_wherever_the_mock_is(MockTransport transport)
    {
        var mock = await StartAsync("odin", transport);
        mock.OnMessage(new { action = "subscribe" }).Send(new { type = "denied", who = "{{connection.client_id}}" }).Close(1008, "not today");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();

        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");

        (await socket.NextJsonAsync()).GetProperty("type").GetString().ShouldBe("denied");
        (await socket.NextAsync()).ShouldBe("close 1008 not today");
    }

    [Fact]
    public async Task Rule_added_during_a_run_takes_hold_on_open_connections_and_leaves_the_counts_of_others()
    {
        var mock = await StartAsync("odin");
        mock.OnMessage(new { action = "a" }).Times(1).Send("once");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"a"}""");
        (await socket.NextAsync()).ShouldBe("once");

        mock.OnMessage(new { action = "a" }).Send("ever after");
        await socket.SendAsync("""{"action":"a"}""");

        (await socket.NextAsync()).ShouldBe("ever after");
    }

    [Fact]
    public async Task Rule_that_waits_is_not_disturbed_by_another_that_is_added()
    {
        var mock = await StartAsync("odin");
        mock.OnMessage(new { action = "a" }).After(TimeSpan.FromSeconds(5)).Send("late");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"a"}""");
        await mock.ReceivedAsync(new { action = "a" }, Soon, cancellationToken: Cancellation);

        mock.OnMessage(new { action = "b" }).Send("other");
        await mock.Clock.AdvanceAsync(TimeSpan.FromSeconds(5), Cancellation);

        (await socket.NextAsync()).ShouldBe("late");
    }

    [Fact]
    public async Task Connection_condition_and_timer_work()
    {
        var mock = await StartAsync("odin");
        mock.OnOpen().Connection(2).Send("second");
        mock.OnTimer(TimeSpan.FromSeconds(10)).Connection(2, 3).Send("tick");
        var first = await ConnectAsync(new Uri(mock.Url("odin") + "?client_id=me"));
        await first.NextAsync();
        await first.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        var second = await ConnectAsync(new Uri(mock.Url("odin") + "?client_id=me"));
        await second.NextAsync();

        (await second.NextAsync()).ShouldBe("second");
        await mock.Clock.AdvanceAsync(TimeSpan.FromSeconds(10), Cancellation);
        (await second.NextAsync()).ShouldBe("tick");
    }

    [Fact]
    public async Task Rule_names_its_place_in_the_log()
    {
        var mock = await StartAsync("odin");
        mock.OnOpen().Send("x");

        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();
        await socket.NextAsync();

        _log.ShouldContain(line => line.Contains("ScriptedMockTests.cs:") && line.Contains("fired"));
    }

    [Fact]
    public async Task Mock_of_several_protocols_wants_to_know_whose_rule_it_is()
    {
        var mock = await StartAsync(null);

        Should.Throw<InvalidOperationException>(() => mock.OnOpen()).Message.ShouldContain("mock.For(\"ht-tse\")");
        mock.For("odin").OnOpen().Send("x");

        mock.Scenarios.All.ShouldHaveSingleItem().Protocol.ShouldBe("odin");
    }

    [Fact]
    public async Task Broken_template_is_refused_where_it_is_written()
    {
        var mock = await StartAsync("odin");

        Should.Throw<ScenarioException>(() => mock.OnOpen().Send("{{now")).Message.ShouldNotBeEmpty();

        mock.Scenarios.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_that_came_is_given_with_its_text_and_its_fields()
    {
        var mock = await StartAsync("odin");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();
        var waiting = mock.ReceivedAsync(new { action = "subscribe", stocks = new[] { "TCS" } }, Soon, cancellationToken: Cancellation);

        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN","TCS"]}""");

        var message = await waiting;
        message.As<Subscription>().ShouldBe(new Subscription("subscribe", ["SBIN", "TCS"]), "by value");
        message.Json.GetProperty("action").GetString().ShouldBe("subscribe");
        mock.Received(new { action = "subscribe" }).Count.ShouldBe(2);
        mock.Received().Count.ShouldBe(2);
        (await mock.ReceivedAsync(new { action = "subscribe" }, count: 2, cancellationToken: Cancellation)).Text.ShouldContain("TCS");
    }

    [Fact]
    public async Task Message_that_did_not_come_is_explained_by_what_came_nearest()
    {
        var mock = await StartAsync("odin");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"ping"}""");
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        await mock.ReceivedAsync(new { action = "subscribe" }, Soon, cancellationToken: Cancellation);

        var missing = await Should.ThrowAsync<MockExpectationException>(
            () => mock.ReceivedAsync(new { action = "subscribe", stocks = new[] { "TCS" } }, TimeSpan.FromMilliseconds(50), cancellationToken: Cancellation));

        missing.Message.ShouldContain("""expected a message {"action":"subscribe","stocks":["TCS"]} within 50ms, but none came""");
        missing.Message.ShouldContain("nearest:");
        missing.Message.ShouldContain("/stocks/0: expected \"TCS\", but was \"SBIN\"");
        missing.Message.ShouldContain("""--> text {"action":"ping"}""");
        missing.Message.ShouldContain("""<-- text {"type":"pong""");
    }

    [Fact]
    public async Task Nobody_there_is_said()
    {
        var mock = await StartAsync("odin");

        (await Should.ThrowAsync<MockExpectationException>(() => mock.ReceivedAsync(new { a = 1 }, TimeSpan.Zero, cancellationToken: Cancellation)))
            .Message.ShouldContain("no client has said anything so far");
        (await Should.ThrowAsync<MockExpectationException>(() => mock.Connections.OpenedAsync(2, TimeSpan.Zero, Cancellation))).Message.ShouldContain("there were 0");
    }

    [Fact]
    public async Task Message_of_a_client_that_has_not_logged_in_is_seen_and_its_secret_is_not_shown()
    {
        var mock = await StartAsync("virtuoso");
        var socket = await ConnectAsync(mock.Url("virtuoso"));
        await socket.SendAsync(VirtuosoPeer.Authenticate(_clock.GetUtcNow(), secret: "not-the-secret"));

        var seen = await mock.ReceivedAsync(new { action = "authenticate" }, Soon, cancellationToken: Cancellation);
        var missing = await Should.ThrowAsync<MockExpectationException>(
            () => mock.ReceivedAsync(new { action = "authenticate", api_key = "other" }, TimeSpan.Zero, cancellationToken: Cancellation));

        missing.Message.ShouldNotContain(seen.Json.GetProperty("signature").GetString()!);
        mock.Transcripts.ShouldHaveSingleItem().Header.Protocol.ShouldBe("virtuoso");
    }

    [Fact]
    public async Task Requests_are_counted_and_waited_for()
    {
        var mock = await StartAsync("ht-tse");
        mock.OnHttp("/auth/user/token/issue").Times(1).Reject(503, new { detail = "later" });
        using var http = mock.CreateHttpClient();
        using var form = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]);

        using var first = await http.PostAsync(mock.Route("ht-tse"), form, Cancellation);
        using var second = await http.PostAsync(mock.Route("ht-tse"), form, Cancellation);

        ((int)first.StatusCode, (int)second.StatusCode).ShouldBe((503, 200));
        (await mock.RequestedAsync("/auth/user/token/issue", "POST", Soon, count: 2, Cancellation)).Body.ShouldNotBeNull().ShouldContain("username=demo");
        mock.Requests("/auth/user/token/issue", "GET").ShouldBeEmpty();
    }

    [Fact]
    public async Task Order_of_the_client_is_steered_from_outside()
    {
        var mock = await StartAsync("virtuoso");
        var socket = await ConnectAsync(mock.Url("virtuoso"));
        await socket.SendAsync(VirtuosoPeer.Authenticate(_clock.GetUtcNow()));
        await socket.NextAsync();
        await socket.SendAsync(VirtuosoPeer.Subscribe(["orders"], ["BTCUSDT"]));
        await socket.NextAsync();
        mock.OnOrder(new { side = "buy" }).Acknowledge();

        var order = mock.Orders.Place("binance:BTCUSDT", Side.Buy, 2, price: 60_000);
        (await mock.Orders.PlacedAsync(new { amount = new { gt = 1 } }, cancellationToken: Cancellation)).Id.ShouldBe(order.Id);
        mock.Orders.Fill(order.Id, 0.5m).Status.ShouldBe(OrderStatus.PartiallyFilled);
        mock.Orders.Cancel(order.Id);

        (mock.Orders[order.Id].Filled, mock.Orders[order.Id].Remaining, mock.Orders[order.Id].Status).ShouldBe((0.5m, 1.5m, OrderStatus.Canceled));
        Should.Throw<InvalidOperationException>(() => mock.Orders.Fill(order.Id)).Message.ShouldContain("canceled already");
        Should.Throw<KeyNotFoundException>(() => mock.Orders["nobody"]);
        var told = new List<string>();
        while (told.Count < 3) told.Add((await socket.NextJsonAsync()).GetProperty("data").GetProperty("status").GetString()!);
        told.ShouldBe(["open", "partially_filled", "canceled"]);
    }

    [Fact]
    public async Task Accounts_know_their_sockets()
    {
        var mock = await StartAsync("virtuoso");
        var demo = mock.Accounts["demo"];
        var socket = await ConnectAsync(mock.Url("virtuoso"));
        await ConnectAsync(mock.Url("virtuoso"));
        await socket.SendAsync(VirtuosoPeer.Authenticate(_clock.GetUtcNow(), demo.ApiKey!, demo.ApiSecret!));
        await socket.NextAsync();

        demo.Connections.Count.ShouldBe(1);
        mock.Accounts["readonly"].Connections.Count.ShouldBe(0);
        demo.Connections.Close(1008, "gone").ShouldBe(1);

        (await socket.NextAsync()).ShouldBe("close 1008 gone");
        Should.Throw<KeyNotFoundException>(() => mock.Accounts["nobody"]).Message.ShouldContain("demo of virtuoso");
    }

    [Fact]
    public async Task Connection_is_looked_at_sent_to_and_cut()
    {
        var mock = await StartAsync("odin");
        var socket = await ConnectAsync(new Uri(mock.Url("odin") + "?client_id=me"));
        await socket.NextAsync();
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        await socket.NextAsync();

        var connection = mock.Connections.ShouldHaveSingleItem();
        (connection.Protocol, connection.Path, connection.ClientId, connection.Number, connection.Symbols.Single()).ShouldBe(("odin", "/enhanced-stream", "me", 1, "SBIN"));
        connection.Send(new { hello = "you" });
        connection.SendBinary(new byte[] { 1 });
        connection.Cut();

        while (await socket.NextAsync() != """{"hello":"you"}""")
        {
            // Market data may come first.
        }

        await Should.ThrowAsync<WebSocketException>(async () =>
        {
            while (true) await socket.NextAsync();
        });
        await mock.Connections.ClosedAsync(Soon, Cancellation);
    }

    [Fact]
    public async Task Reset_ends_connections_forgets_what_was_said_and_drops_the_rules_of_the_test()
    {
        var mock = await StartAsync("odin");
        var rule = mock.OnMessage(new { action = "a" }).Send("b");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();
        var reading = socket.NextAsync();

        await mock.ResetAsync(Cancellation);

        (await reading).ShouldBe("close 1001 server reset");
        mock.Connections.Count.ShouldBe(0);
        mock.Transcripts.ShouldBeEmpty();
        mock.Scenarios.All.ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => rule.Send("c")).Message.ShouldContain("before the mock's reset");
        mock.OnMessage(new { action = "a" }).Send("d");
        mock.Scenarios.All.ShouldHaveSingleItem().Rules.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Clock_that_the_mock_cannot_move_says_which_it_can()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["odin"], Transport = MockTransport.InProcess }, Cancellation);

        var error = Should.Throw<InvalidOperationException>(() => mock.Clock.Advance(TimeSpan.FromSeconds(1)));

        error.Message.ShouldContain("TimeProvider.System, which it cannot move");
        error.Message.ShouldContain("new ManualClock(…)");
        error.Message.ShouldContain("new SteeredClock(…)");
        await mock.Clock.QuietAsync(Cancellation);
    }

    public static TheoryData<QueuedClock> Clocks =>
    [
        new ManualClock(PlayedMock.Start),
        new SteeredClock(TimeProvider.System, PlayedMock.Start, isManual: true),
        new SteeredClock(new ManualClock(PlayedMock.Start)),
    ];

    [Theory]
    [MemberData(nameof(Clocks), DisableDiscoveryEnumeration = true)]
    public async Task Step_is_reached_by_moving_time(QueuedClock clock)
    {
        var mock = await StartAsync("odin", clock: clock);
        mock.OnTimer(TimeSpan.FromMinutes(3)).Send("three");
        var socket = await ConnectAsync(mock.Url("odin"));
        await socket.NextAsync();

        (await mock.Clock.AdvanceUntilAsync(socket.NextAsync(), TimeSpan.FromMinutes(5), "the third minute", Cancellation)).ShouldBe("three");
        mock.Clock.Now.ShouldBe(PlayedMock.Start.AddMinutes(3));
        await mock.Clock.AdvanceAsync(TimeSpan.FromMinutes(2), Cancellation);
        mock.Clock.Advance(TimeSpan.FromMinutes(1));
        (await socket.NextAsync()).ShouldBe("three");
        mock.Clock.Now.ShouldBe(PlayedMock.Start.AddMinutes(6));
    }

    [Fact]
    public async Task Log_that_throws_does_no_harm()
    {
        var lines = 0;
        await using var mock = await MockServer.StartAsync(new()
        {
            Protocols = ["odin"],
            Transport = MockTransport.InProcess,
            Log = _ =>
            {
                lines++;
                throw new InvalidOperationException("There is no currently active test.");
            },
        }, Cancellation);
        mock.OnOpen().Send("x");
        using var invoker = mock.CreateInvoker();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), invoker, Cancellation);

        await socket.NextAsync();
        (await socket.NextAsync()).ShouldBe("x");

        lines.ShouldBeGreaterThan(0);
    }

    private sealed record Subscription(string Action, IReadOnlyList<string> Stocks)
    {
        public bool Equals(Subscription? other) => other is not null && Action == other.Action && Stocks.SequenceEqual(other.Stocks);

        public override int GetHashCode() => Action.GetHashCode(StringComparison.Ordinal);
    }

    private async Task<MockServer> StartAsync(string? slug, MockTransport transport = MockTransport.InProcess, TimeProvider? clock = null) => _mock = await MockServer.StartAsync(new()
    {
        Protocols = slug is null ? [] : [slug],
        Transport = transport,
        Seed = 7,
        TimeProvider = clock ?? _clock,
        Log = _log.Enqueue,
    }, Cancellation);

    private async Task<ClientWebSocket> ConnectAsync(Uri url)
    {
        var invoker = _mock!.CreateInvoker();
        var socket = new ClientWebSocket();
        _open.Add(invoker);
        _open.Add(socket);
        await socket.ConnectAsync(url, invoker, Cancellation).WaitAsync(Soon, TimeProvider.System, Cancellation);
        return socket;
    }
}
