using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Wire.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;

namespace Harness.Mocks.Tests.Server;

/// <summary>Somebody's app behind Microsoft.AspNetCore.TestHost, with a mock in it.</summary>
internal sealed class MountedApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<MockLogEntry> _log = new();

    private MountedApp(WebApplication app, string prefix, Func<MockServerOptions, MockServerOptions>? change)
    {
        _app = app;
        var options = new MockServerOptions { TimeProvider = Clock, Seed = 7, LogEntries = _log.Enqueue };
        Mock = app.MapHarness(prefix, change?.Invoke(options) ?? options);
    }

    public ManualClock Clock { get; } = new(PlayedMock.Start);

    public MockServer Mock { get; }

    public WebApplication App => _app;

    public IEnumerable<MockLogEntry> Log => _log;

    public static async Task<MountedApp> StartAsync(string prefix = "", Func<MockServerOptions, MockServerOptions>? change = null, Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        var mounted = new MountedApp(app, prefix, change);
        more?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return mounted;
    }

    public async Task<WebSocket> ConnectAsync(Uri url, string? authorization = null)
    {
        var client = _app.GetTestServer().CreateWebSocketClient();
        if (authorization is not null) client.ConfigureRequest = request => request.Headers.Authorization = authorization;
        return await client.ConnectAsync(url, TestContext.Current.CancellationToken).Within("the handshake");
    }

    public async Task<string> TokenAsync()
    {
        using var client = _app.GetTestClient();
        using var form = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]);
        using var answer = await client.PostAsync(Mock.Route("ht-tse"), form, TestContext.Current.CancellationToken);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("Authorization").GetString()!;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal static class WebSocketTalk
{
    public static Task SendAsync(this WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next message, or <c>close CODE REASON</c>.</summary>
    public static async Task<string> NextAsync(this WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).Within("a message");
            if (received.MessageType == WebSocketMessageType.Close) return $"close {(int?)socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd();
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
        }
    }

    public static async Task<JsonElement> NextJsonAsync(this WebSocket socket) => JsonElement.Parse(await socket.NextAsync());
}
