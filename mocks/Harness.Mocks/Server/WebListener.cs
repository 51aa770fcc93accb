using System.Net;
using System.Net.Sockets;
using Harness.Mocks.Server.InProcess;
using Harness.Mocks.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Harness.Mocks.Server;

/// <summary>The HTTP server in front of everything that plays a server here: it takes long handshakes, raw UTF-8 in them, and gives sockets away.</summary>
internal static class WebListener
{
    private const int LongestRequestLine = 1024 * 1024;

    public static WebApplication Build(ListenSettings settings, RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();

        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            // A flush then ends only when the bytes are in the socket's hands: what is written straight to it cannot overtake the 101.
            sockets.MaxWriteBufferSize = 1;

            // What comes is dealt with on the thread that took it off the socket: a read loop waits for nobody but the gate, and each change of threads
            // would cost more than the message.
            sockets.UnsafePreferInlineScheduling = true;
        });
        if (settings.Authority is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        if (settings.Listener is { } listener) builder.Services.AddSingleton<IConnectionListenerFactory>(listener);
        var app = builder.Build();
        app.Run(handle);
        return app;
    }

    /// <exception cref="MockServerException">The address cannot be bound.</exception>
    public static async Task StartAsync(WebApplication app, string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            throw new MockServerException(
                FormattableString.Invariant($"cannot listen on {host}:{port}: {problem.Message.TrimEnd('.')}; choose an address of this machine, and another port or 0 for a free one"), problem);
        }
    }

    /// <summary>The authority that a listener with TLS has its certificate from, made on first use.</summary>
    /// <param name="folder">Where it is kept; null for the user's own.</param>
    /// <exception cref="MockServerException">The folder cannot be used.</exception>
    public static CertificateAuthority OpenAuthority(string? folder)
    {
        try
        {
            return CertificateAuthority.OpenOrCreate(folder ?? CertificateAuthority.DefaultFolder, TimeProvider.System.GetUtcNow());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new MockServerException($"TLS: {problem.Message}", problem);
        }
    }

    public static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;

    private static void Listen(KestrelServerOptions kestrel, ListenSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentUpgradedConnections = null;
        // Subscribing is done in the query: ten thousand percent-encoded names have to fit into one handshake.
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Limits.MaxRequestBufferSize = LongestRequestLine * 2;
        // localhost is two addresses, and no one free port could be found for both at once.
        if (settings is { Host: "localhost", Port: > 0 }) kestrel.ListenLocalhost(settings.Port, Configure);
        else kestrel.Listen(settings.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(settings.Host), settings.Port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (settings.Authority is { } authority) listen.UseHttps(authority.Issue(settings.Host, TimeProvider.System.GetUtcNow()));
            listen.Use(RawRequestLine.Use);
        }
    }
}

/// <summary>Where to listen, and how.</summary>
/// <param name="Host">An IP address or <c>localhost</c>.</param>
/// <param name="Port">0 takes a free one.</param>
internal sealed record ListenSettings(string Host, int Port)
{
    /// <summary>Issues the certificate; null listens without TLS.</summary>
    public CertificateAuthority? Authority { get; init; }

    /// <summary>Takes connections from within the process; null listens on the port.</summary>
    public InProcessListener? Listener { get; init; }

    public long MaxBodyBytes { get; init; } = 4 * 1024 * 1024;
}
