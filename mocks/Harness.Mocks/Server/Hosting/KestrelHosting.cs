using Harness.Mocks.Server.InProcess;
using Harness.Mocks.Tls;
using Harness.Wire.Time;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Builder;

namespace Harness.Mocks.Server.Hosting;

/// <summary>A Kestrel of the mock's own, on a port or in memory.</summary>
internal sealed class KestrelHosting : IMockHosting
{
    private readonly WebApplication _app;
    private readonly InProcessListener? _listener;

    private KestrelHosting(WebApplication app, InProcessListener? listener, Uri httpUrl)
    {
        _app = app;
        _listener = listener;
        HttpUrl = httpUrl;
    }

    public Uri HttpUrl { get; }

    /// <exception cref="MockServerException">The address cannot be bound.</exception>
    public static async Task<KestrelHosting> StartAsync(MockHost host, MockServerOptions options, CertificateAuthority? authority, CancellationToken cancellationToken)
    {
        var listener = options.Transport == MockTransport.InProcess ? new InProcessListener(() => Pair(options.TimeProvider)) : null;
        var app = WebListener.Build(new ListenSettings(options.Host, options.Port) { Authority = authority, Listener = listener, MaxBodyBytes = options.MaxBodyBytes }, host.HandleAsync);
        try
        {
            await WebListener.StartAsync(app, options.Host, options.Port, cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new KestrelHosting(app, listener, Address(app, listener, options));
    }

    public Stream Connect() => _listener?.Connect()
        ?? throw new InvalidOperationException($"this server listens on {HttpUrl}; connect there, or start it with {nameof(MockTransport)}.{nameof(MockTransport.InProcess)}");

    public async Task StopAsync()
    {
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System))
        {
            await _app.StopAsync(patience.Token);
        }

        await _app.DisposeAsync();
    }

    private static Uri Address(WebApplication app, InProcessListener? listener, MockServerOptions options)
    {
        if (listener is not null) return new Uri("http://localhost");
        var name = options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]" : options.Host;
        return new Uri(FormattableString.Invariant($"http{(options.Tls ? "s" : "")}://{name}:{WebListener.PortOf(app)}"));
    }

    private static (Stream Client, Stream Server) Pair(TimeProvider clock)
    {
        var (client, server) = InMemoryDuplex.CreatePair(quiet: (clock as QueuedClock)?.Quiet);
        return (client, server);
    }
}
