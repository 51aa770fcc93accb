using System.Net.WebSockets;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Harness.Mocks.Tests.Server;

/// <summary>A mock in somebody's app on Kestrel: the raw connection is there, and with it every fault.</summary>
public sealed class MountedOnKestrelTests
{
    [Fact]
    public async Task Mounted_mock_speaks_and_resets_the_raw_connection()
    {
        await using var app = await StartAsync();
        var mock = app.MapHarness("/feed", new MockServerOptions { Protocols = ["odin"], Seed = 7 });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), TestContext.Current.CancellationToken);
        (await socket.NextJsonAsync()).GetProperty("type").GetString().ShouldBe("welcome");
        await socket.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        (await socket.NextJsonAsync()).GetProperty("type").GetString().ShouldBe("subscription_response");

        mock.Connections.Reset();

        await Should.ThrowAsync<WebSocketException>(async () =>
        {
            while (true) await socket.NextAsync();
        });
    }

    [Fact]
    public async Task Scripted_fragments_reach_a_client_of_the_app()
    {
        await using var app = await StartAsync();
        var mock = app.MapHarness(new() { Protocols = ["odin"] });
        mock.OnSent(new { type = "pong" }).Fragment(3);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(mock.Url("odin"), TestContext.Current.CancellationToken);
        await socket.NextAsync();

        await socket.SendAsync("""{"action":"ping"}""");
        var first = await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken).Within("the first fragment");

        first.EndOfMessage.ShouldBeFalse();
    }

    [Fact]
    public async Task App_s_own_routes_win_over_a_mock_at_the_root()
    {
        await using var app = await StartAsync();
        app.MapHarness(new() { Protocols = ["odin"] });
        app.MapGet("/own/{id}", (string id) => id);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        (await http.GetStringAsync("/own/7", TestContext.Current.CancellationToken)).ShouldBe("7");
        (await http.GetStringAsync("/__admin/health", TestContext.Current.CancellationToken)).ShouldContain("ok");
    }

    [Fact]
    public async Task Wrong_options_are_named_together()
    {
        await using var app = await StartAsync();

        var wrong = Should.Throw<MockServerException>(() => app.MapHarness("/a", new MockServerOptions { Protocols = ["odln"], Rate = -1 }));

        wrong.Problems.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Mounted_transport_cannot_be_started_alone() =>
        (await Should.ThrowAsync<MockServerException>(() => MockServer.StartAsync(new MockServerOptions { Transport = MockTransport.Mounted }))).Message.ShouldContain("MapHarness");

    private static Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        return Task.FromResult(builder.Build());
    }
}
