using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.Virtuoso;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Harness.Mocks.Tests.Server;

/// <summary>The same server behind Microsoft.AspNetCore.TestHost, which has HTTP and messages but no raw connections.</summary>
public sealed class TestHostTests
{
    [Fact]
    public async Task Ht_tse_streams_through_the_test_server()
    {
        await using var app = await MountedApp.StartAsync();
        using var socket = await app.ConnectAsync(new Uri(app.Mock.Url("ht-tse") + "?channels=best-limit&symbol_isins=IRT3SATF0001"), await app.TokenAsync());

        var message = await socket.NextJsonAsync();

        message.GetProperty("channel").GetString().ShouldBe("best-limit");
        message.GetProperty("symbolIsin").GetString().ShouldBe("IRT3SATF0001");
    }

    [Fact]
    public async Task Ht_tse_closes_with_its_reason_through_the_test_server()
    {
        await using var app = await MountedApp.StartAsync();
        using var socket = await app.ConnectAsync(new Uri(app.Mock.Url("ht-tse") + "?channels=best-limits&symbol_isins=IRT3SATF0001"), await app.TokenAsync());

        (await socket.NextAsync()).ShouldStartWith("close 1008 unknown channel: best-limits");
    }

    [Fact]
    public async Task Ht_ime_streams_through_the_test_server()
    {
        await using var app = await MountedApp.StartAsync();
        using var socket = await app.ConnectAsync(new Uri(app.Mock.Url("ht-ime") + "?contract_id=1001"), await app.TokenAsync());

        (await socket.NextAsync()).ShouldContain("1001");
    }

    [Fact]
    public async Task Odin_greets_and_subscribes_through_the_test_server()
    {
        await using var app = await MountedApp.StartAsync();
        using var socket = await app.ConnectAsync(new Uri(app.Mock.Url("odin") + "?client_id=app"));

        (await socket.NextJsonAsync()).GetProperty("client_id").GetString().ShouldBe("app");
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");

        (await socket.NextJsonAsync()).GetProperty("type").GetString().ShouldBe("subscription_response");
    }

    [Fact]
    public async Task Airalgo_joins_through_the_test_server()
    {
        await using var app = await MountedApp.StartAsync();
        using var http = app.App.GetTestClient();
        var token = JsonElement.Parse(await http.GetStringAsync("/api/token/?api_key=demo-key", TestContext.Current.CancellationToken)).GetProperty("access_token").GetString();
        using var socket = await app.ConnectAsync(app.Mock.Url("airalgo"));

        await socket.SendAsync(JsonSerializer.Serialize(new { topic = "api:demo-key", @event = "phx_join", payload = new { access_token = token }, @ref = "1" }));

        (await socket.NextJsonAsync()).GetProperty("payload").GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Virtuoso_authenticates_and_subscribes_through_the_test_server()
    {
        await using var app = await MountedApp.StartAsync();
        using var socket = await app.ConnectAsync(app.Mock.Url("virtuoso"));

        await socket.SendAsync(VirtuosoPeer.Authenticate(app.Clock.GetUtcNow()));
        (await socket.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("authenticated");
        await socket.SendAsync(VirtuosoPeer.Subscribe(["market_data"], ["BTCUSDT"]));

        (await socket.NextJsonAsync()).GetProperty("event").GetString().ShouldBe("subscribed");
    }

    [Fact]
    public async Task Message_in_pieces_arrives_whole()
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        await socket.SendAsync("""{"action":"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, TestContext.Current.CancellationToken);
        await socket.SendAsync(""" "ping"}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        (await socket.NextJsonAsync()).GetProperty("type").GetString().ShouldBe("pong");
        app.Mock.Received(new { action = "ping" }).ShouldHaveSingleItem().Text.ShouldBe("""{"action": "ping"}""");
    }

    [Theory]
    [InlineData(40_000)]
    [InlineData(200_000)]
    public async Task Long_message_crosses_whole_both_ways(int length)
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        app.Mock.OnMessage(new { action = "echo" }).Send(new { text = "{{message.text}}" });
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();
        var text = new string('x', length);

        await socket.SendAsync(JsonSerializer.Serialize(new { action = "echo", text }));

        (await socket.NextJsonAsync()).GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task Close_of_the_client_is_answered_and_written_down()
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        await app.Mock.Connections.ClosedAsync(cancellationToken: TestContext.Current.CancellationToken);
        var close = app.Mock.Transcripts.Single().Frames.Single(frame => frame is { Kind: FrameKind.Close, From: Party.Client });
        (close.Code, close.Reason).ShouldBe((1000, "done"));
    }

    [Fact]
    public async Task Client_that_vanishes_is_a_cut()
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        socket.Abort();

        await app.Mock.Connections.ClosedAsync(cancellationToken: TestContext.Current.CancellationToken);
        app.Mock.Transcripts.Single().Frames[^1].Kind.ShouldBe(FrameKind.Reset);
    }

    [Theory]
    [InlineData(1008)]
    [InlineData(4000)]
    [InlineData(1006)]
    public async Task Any_close_code_reaches_the_client(int code)
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        app.Mock.Connections.Close(code, "because");

        (await socket.NextAsync()).ShouldBe($"close {code} because");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    [InlineData("stall")]
    [InlineData("withhold-pong")]
    public async Task Fault_below_the_message_is_refused_with_what_to_do(string action)
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        var rule = app.Mock.OnMessage(new { action = "x" });
        _ = action switch { "cut" => rule.Cut(), "reset" => rule.Reset(), "stall" => rule.Stall(), _ => rule.WithholdPong() };
        rule.Send("still here");
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        await socket.SendAsync("""{"action":"x"}""");

        (await socket.NextAsync()).ShouldBe("still here");
        app.Log.ShouldContain(entry => entry.Text.Contains($"{action} is not possible here") && entry.Text.Contains("on a port or in process"));
    }

    [Theory]
    [InlineData("fragment")]
    [InlineData("corrupt")]
    public async Task Broken_frame_is_refused_and_the_message_leaves_as_it_is(string action)
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        var rule = app.Mock.OnSent(new { type = "pong" });
        _ = action == "fragment" ? rule.Fragment() : rule.Corrupt(Fixtures.Scenarios.Actions.Corruption.ReservedBits);
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        await socket.SendAsync("""{"action":"ping"}""");

        (await socket.NextJsonAsync()).GetProperty("type").GetString().ShouldBe("pong");
        app.Log.ShouldContain(entry => entry.Text.Contains($"{action} is not possible here"));
    }

    [Fact]
    public async Task Steering_below_the_message_throws_what_to_do()
    {
        await using var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();
        var connection = app.Mock.Connections.Single();

        Should.Throw<NotSupportedException>(connection.Cut).Message.ShouldContain("cut is not possible here");
        Should.Throw<NotSupportedException>(connection.Reset).Message.ShouldContain("reset is not possible here");
        Should.Throw<NotSupportedException>(() => connection.Ping(default)).Message.ShouldContain("ping is not possible here");
        using var http = app.App.GetTestClient();
        using var answer = await http.PostAsync($"/__admin/connections/{connection.Id}/reset", null, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task Handshake_over_plain_http_is_refused_with_what_to_do()
    {
        await using var app = await MountedApp.StartAsync();
        using var client = app.App.GetTestClient();
        using var handshake = new HttpRequestMessage(HttpMethod.Get, app.Mock.Url("ht-tse").AbsolutePath);
        foreach (var (name, value) in new[] { ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==") })
        {
            handshake.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(handshake, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("CreateWebSocketClient");
    }

    [Fact]
    public async Task Several_mocks_stand_under_prefixes_beside_the_app_s_own_routes()
    {
        MockServer? second = null;
        await using var app = await MountedApp.StartAsync("/a", options => options with { Protocols = ["odin"] }, own =>
        {
            second = own.MapHarness("/b/c/", new MockServerOptions { Protocols = ["odin"], Seed = 8 });
            own.MapGet("/own", () => "mine");
        });
        using var http = app.App.GetTestClient();
        using var first = await app.ConnectAsync(app.Mock.Url("odin"));
        using var other = await app.ConnectAsync(second!.Url("odin"));
        await first.NextAsync();
        await other.NextAsync();

        await first.SendAsync("""{"action":"ping"}""");

        await app.Mock.ReceivedAsync(new { action = "ping" }, cancellationToken: TestContext.Current.CancellationToken);
        second.Received().ShouldBeEmpty();
        app.Mock.Transcripts.Single().Frames[0].Http!.Path.ShouldBe("/enhanced-stream");
        second.Url("odin").ToString().ShouldBe("ws://localhost/b/c/enhanced-stream");
        (await http.GetStringAsync("/own", TestContext.Current.CancellationToken)).ShouldBe("mine");
        (await http.GetStringAsync("/b/c/__admin/health", TestContext.Current.CancellationToken)).ShouldContain("\"connections_open\":1");
        using var nothing = await http.GetAsync("/a/nothing", TestContext.Current.CancellationToken);
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nothing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("WS /enhanced-stream");
    }

    [Fact]
    public async Task Mock_ends_with_its_app()
    {
        var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] });
        using var socket = await app.ConnectAsync(app.Mock.Url("odin"));
        await socket.NextAsync();

        var stopping = app.App.StopAsync(TestContext.Current.CancellationToken);

        (await socket.NextAsync()).ShouldStartWith("close 1001");
        await stopping.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        await app.Mock.Connections.ClosedAsync(cancellationToken: TestContext.Current.CancellationToken);
        app.Clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public async Task Mock_that_was_disposed_of_does_not_trouble_its_app_at_the_end()
    {
        using var errors = new AppErrors();
        var app = await MountedApp.StartAsync(change: options => options with { Protocols = ["odin"] }, more: own => own.Services.GetRequiredService<ILoggerFactory>().AddProvider(errors));

        await app.Mock.DisposeAsync();
        await app.Mock.DisposeAsync();
        await app.App.StopAsync(TestContext.Current.CancellationToken).Within("the app's end");
        await app.DisposeAsync();

        errors.Lines.ShouldBeEmpty();
    }
}
