using System.Collections.Concurrent;
using System.Threading.Channels;
using Harness.Clients.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Harness.Clients.Tests.Servers;

/// <summary>
/// A server on a loopback port that plays one script a connection, the last one again and again. It knows no protocol, so that a client's
/// tests depend on nothing but the document.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<ScriptedConnection, Task>> _scripts = [];
    private readonly Channel<ScriptedConnection> _handshakes = Channel.CreateUnbounded<ScriptedConnection>();
    private Func<ScriptedConnection, Task> _last = connection => connection.UntilClosedAsync();
    private int _tokens;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri HttpBase { get; private set; } = null!;

    public Uri WebSocketBase => new UriBuilder(HttpBase) { Scheme = "ws" }.Uri;

    /// <summary>Answers token requests; by default with <c>token-1</c>, <c>token-2</c> and so on.</summary>
    public Func<HttpContext, Task>? OnHttp { get; set; }

    public int TokensIssued => _tokens;

    public static async Task<ScriptedServer> StartAsync(params Func<ScriptedConnection, Task>[] scripts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        foreach (var script in scripts)
            server._scripts.Enqueue(script);
        app.UseWebSockets();
        app.Run(server.ServeAsync);
        await app.StartAsync();
        server.HttpBase = new Uri(app.Urls.Single());
        return server;
    }

    public static Task IssueAsync(HttpContext context, string token) => context.Response.WriteAsync($$"""{"Authorization":"{{token}}"}""");

    /// <summary>The next handshake, in the order they came.</summary>
    public Task<ScriptedConnection> HandshakeAsync() => _handshakes.Reader.ReadAsync().Within("the next handshake");

    public int WaitingHandshakes => _handshakes.Reader.Count;

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await (OnHttp ?? IssueTokenAsync)(context);
            return;
        }
        if (_scripts.TryDequeue(out var script))
            _last = script;
        var connection = new ScriptedConnection(context);
        _handshakes.Writer.TryWrite(connection);
        await _last(connection);
    }

    private Task IssueTokenAsync(HttpContext context) => IssueAsync(context, $"token-{Interlocked.Increment(ref _tokens)}");
}
