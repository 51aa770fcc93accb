using System.Text;
using System.Text.Json.Nodes;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Wire;
using Harness.Wire.Handshakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Replaying;

/// <summary>Plays recorded servers back to whoever connects, whatever credentials it has.</summary>
public sealed class ReplayServer : IAsyncDisposable
{
    private readonly ReplayOptions _options;
    private readonly RecordedBook _book;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WireOptions _wire = new() { OutboxBytes = 1024 * 1024, MaxMessageBytes = 64 * 1024 * 1024 };
    private WebApplication? _app;
    private long _connections;

    private ReplayServer(ReplayOptions options)
    {
        _options = options;
        _book = new RecordedBook(options.Transcripts);
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary><c>http://127.0.0.1:8080</c>, <c>https</c> with TLS.</summary>
    public Uri HttpUrl => new($"http{Scheme}://{Authority}");

    /// <summary><c>ws://127.0.0.1:8080</c>, <c>wss</c> with TLS.</summary>
    public Uri SocketUrl => new($"ws{Scheme}://{Authority}");

    /// <summary>The certificate authority that clients have to trust, PEM; null without TLS.</summary>
    public string? AuthorityPath { get; private init; }

    /// <summary>Paths that sockets were recorded at, with the protocol and how many connections there are.</summary>
    public IReadOnlyList<(string Path, string Protocol, int Connections)> Sockets => [.. _book.Sockets];

    private string Scheme => _options.Tls ? "s" : "";

    private string Authority => FormattableString.Invariant($"{(_options.Host.Contains(':', StringComparison.Ordinal) ? $"[{_options.Host}]" : _options.Host)}:{Port}");

    /// <summary>Starts; when the task completes, connections are accepted.</summary>
    /// <exception cref="MockServerException">There is nothing to play, an option is wrong, or the address cannot be bound: every reason is named.</exception>
    public static async Task<ReplayServer> StartAsync(ReplayOptions options, CancellationToken cancellationToken = default)
    {
        if (!double.IsFinite(options.Speed) || options.Speed <= 0) throw new MockServerException(FormattableString.Invariant($"speed {options.Speed}: expected a factor above 0"));
        var authority = options.Tls ? WebListener.OpenAuthority(options.TlsDirectory) : null;
        var server = new ReplayServer(options) { AuthorityPath = authority?.Path };
        if (!server._book.Endpoints.Any()) throw new MockServerException("nothing to play: no recording holds a handshake or a request with its answer");
        server._app = WebListener.Build(new ListenSettings(options.Host, options.Port) { Authority = authority }, server.HandleAsync);
        try
        {
            await WebListener.StartAsync(server._app, options.Host, options.Port, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.Port = WebListener.PortOf(server._app);
        return server;
    }

    /// <summary>Ends every connection and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_app is { } app)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System);
            await app.StopAsync(patience.Token);
            await app.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private Task HandleAsync(HttpContext context)
    {
        var request = PeerRequests.From(context);
        if (request.Header("Upgrade") is { } upgrade && upgrade.Contains("websocket", StringComparison.OrdinalIgnoreCase))
        {
            return _book.Next(request) is { } socket ? PlayAsync(context, request, socket) : NotFoundAsync(context, request);
        }

        return _book.NextExchange(request) is { } exchange ? AnswerAsync(context, request, exchange) : NotFoundAsync(context, request);
    }

    private async Task PlayAsync(HttpContext context, PeerRequest request, RecordedSocket recorded)
    {
        var id = FormattableString.Invariant($"c{Interlocked.Increment(ref _connections)}");
        var slug = recorded.Session.Protocol;
        Log(slug, id, $"{request.Path}: plays connection {recorded.Number} of its recording");
        if (!RecordedBook.SameQuery(recorded.Request, request)) Log(slug, id, $"the query is not the recorded one ({string.Join('&', recorded.Request.Query.Select(pair => $"{pair.Key}={pair.Value}"))})");
        recorded.Session.Marks.Learn(recorded.Request, request.ToExchange());
        if (recorded.Answer is not { } answer)
        {
            context.Abort();
            return;
        }

        if (answer.Kind == FrameKind.Refuse)
        {
            await WriteAsync(context, answer.Http!, recorded.Session.Marks);
            return;
        }

        if (WireHandshake.Validate(request.Method, name => request.Header(name), out var acceptKey) is { } wrong)
        {
            await WriteAsync(context, new HttpExchange { Status = wrong.Status, Headers = wrong.Headers, Body = new JsonObject { ["detail"] = wrong.Message }.ToJsonString() }, recorded.Session.Marks);
            return;
        }

        context.Response.Headers["Sec-WebSocket-Accept"] = acceptKey;
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";

        // A subprotocol that was not offered now would end the handshake at the client.
        if (answer.Http!.Header("Sec-WebSocket-Protocol") is { } chosen && (request.Header("Sec-WebSocket-Protocol") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(chosen))
        {
            context.Response.Headers["Sec-WebSocket-Protocol"] = chosen;
        }

        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        await using var transport = PeerTransport.Of(context, stream);
        var wire = new WireConnection(WireRole.Server, transport, _wire, _options.TimeProvider);
        try
        {
            await new SocketPlayer(_options, recorded, new MarkBook(recorded.Session.Marks), wire, text => Log(slug, id, text)).RunAsync(_stopping.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _options.Log?.Invoke(new MockLogEntry(MockLogLevel.Error, _options.TimeProvider.GetUtcNow(), slug, id, fault.ToString()));
        }
    }

    private static async Task AnswerAsync(HttpContext context, PeerRequest request, RecordedExchange exchange)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        exchange.Session.Marks.Learn(exchange.Request, request.ToExchange(body));
        await WriteAsync(context, exchange.Answer, exchange.Session.Marks);
    }

    private Task NotFoundAsync(HttpContext context, PeerRequest request)
    {
        Log("replay", null, $"404 {request.Method} {request.Path}: nothing is recorded there; recorded: {string.Join(", ", _book.Endpoints)}");
        var detail = new JsonObject
        {
            ["detail"] = $"Nothing is recorded at {request.Path}",
            ["endpoints"] = new JsonArray([.. _book.Endpoints.Select(one => JsonValue.Create(one))]),
        };
        return WriteAsync(context, new HttpExchange { Status = StatusCodes.Status404NotFound, Headers = [new("Content-Type", "application/json")], Body = detail.ToJsonString() }, null);
    }

    private static async Task WriteAsync(HttpContext context, HttpExchange answer, MarkBook? marks)
    {
        context.Response.StatusCode = answer.Status!.Value;
        foreach (var (name, value) in answer.Headers)
        {
            // The body is written as text, whatever it came as.
            if (Recording.ForwardedHeaders.Passes(name) && !Recording.ForwardedHeaders.Is(name, "Content-Encoding")) context.Response.Headers.Append(name, marks?.Fill(value) ?? value);
        }

        var bytes = Encoding.UTF8.GetBytes((answer.Body is { } body ? marks?.Fill(body) ?? body : null) ?? "");
        if (bytes.Length == 0) return;
        context.Response.ContentType ??= "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private void Log(string source, string? connection, string text) => _options.Log?.Invoke(new MockLogEntry(MockLogLevel.Notice, _options.TimeProvider.GetUtcNow(), source, connection, text));
}
