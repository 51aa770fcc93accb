using Harness.Mocks.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Recording;

/// <summary>
/// Stands between clients and a real server, passes everything on as it is, and writes every session to a transcript as it happens, without its
/// secrets.
/// </summary>
public sealed class RecordingProxy : IAsyncDisposable
{
    private readonly RecordingDesk _desk;
    private readonly PathBook _paths;
    private readonly SocketRecorder _sockets;
    private readonly HttpRecorder _http;
    private WebApplication? _app;

    private RecordingProxy(RecordingOptions options)
    {
        _desk = new RecordingDesk(options);
        _paths = new PathBook(options.Protocol);
        _sockets = new SocketRecorder(_desk);
        _http = new HttpRecorder(_desk);
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary><c>http://127.0.0.1:8080</c>, <c>https</c> with TLS: what clients take for the server's address.</summary>
    public Uri HttpUrl => new($"http{Scheme}://{Authority}");

    /// <summary><c>ws://127.0.0.1:8080</c>, <c>wss</c> with TLS.</summary>
    public Uri SocketUrl => new($"ws{Scheme}://{Authority}");

    /// <summary>The certificate authority that clients have to trust, PEM; null without TLS.</summary>
    public string? AuthorityPath { get; private init; }

    /// <summary>How many sessions have been seen so far.</summary>
    public int Sessions => _desk.Folder.Sessions;

    /// <summary>Whether something could not be written; the log says what.</summary>
    public bool IsIncomplete => _desk.Folder.IsIncomplete;

    private string Scheme => _desk.Options.Tls ? "s" : "";

    private string Authority => FormattableString.Invariant($"{(_desk.Options.Host.Contains(':', StringComparison.Ordinal) ? $"[{_desk.Options.Host}]" : _desk.Options.Host)}:{Port}");

    /// <summary>Starts; when the task completes, connections are accepted. The target is first asked when a client asks.</summary>
    /// <exception cref="MockServerException">The options are wrong, the folder cannot be written, or the address cannot be bound: every reason is named.</exception>
    public static async Task<RecordingProxy> StartAsync(RecordingOptions options, CancellationToken cancellationToken = default)
    {
        RecordingCheck.Validate(options);
        var authority = options.Tls ? WebListener.OpenAuthority(options.TlsDirectory) : null;
        var proxy = new RecordingProxy(options) { AuthorityPath = authority?.Path };
        proxy._app = WebListener.Build(new ListenSettings(options.Host, options.Port) { Authority = authority, MaxBodyBytes = 16 * 1024 * 1024 }, proxy.HandleAsync);
        try
        {
            await WebListener.StartAsync(proxy._app, options.Host, options.Port, cancellationToken);
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }

        proxy.Port = WebListener.PortOf(proxy._app);
        return proxy;
    }

    /// <summary>Ends the recording: whoever is connected is cut off on both sides, and every file is complete.</summary>
    public async ValueTask DisposeAsync()
    {
        await _desk.StopAsync();
        if (_app is { } app)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System);
            await app.StopAsync(patience.Token);
            await app.DisposeAsync();
        }

        _http.Dispose();
        await _desk.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = PeerRequests.From(context);
        var slugs = _paths.ProtocolsOf(request.Path, out var isKnown);
        if (!isKnown) _desk.Log(MockLogLevel.Notice, "record", null, $"{request.Path}: no document has this path; recorded as protocol {slugs[0]}, name it with --protocol");
        try
        {
            if (request.Header("Upgrade") is { } upgrade && upgrade.Contains("websocket", StringComparison.OrdinalIgnoreCase)) await _sockets.HandleAsync(context, request, slugs[0]);
            else await _http.HandleAsync(context, request, slugs);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _desk.Log(MockLogLevel.Error, slugs[0], null, fault.ToString());
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
