using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Harness.Wire.Handshakes;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Harness.Wire.Tests.Transports;

/// <summary>Kestrel on a free port, which gives each upgraded connection to a test.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2? _certificate;

    private KestrelHost(WebApplication app, X509Certificate2? certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    public Uri Url => new("ws" + _app.Urls.Single()["http".Length..]);

    /// <param name="way">How frames leave it.</param>
    /// <param name="begin">Is given each connection before it runs.</param>
    public static async Task<KestrelHost> StartAsync(Way way, Action<WireConnection> begin, IWireHandler? handler = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var certificate = way == Way.Tls ? SelfSigned.Certificate() : null;
        builder.WebHost.UseKestrelCore();
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        builder.Services.Configure<SocketTransportOptions>(options =>
        {
            options.UnsafePreferInlineScheduling = true;
            if (way == Way.Direct) options.MaxWriteBufferSize = 1;
        });
        var app = builder.Build();
        app.Run(async context =>
        {
            WireHandshake.Validate(context.Request.Method, name => context.Request.Headers[name], out var acceptKey).ShouldBeNull();
            context.Response.Headers["Sec-WebSocket-Accept"] = acceptKey;
            context.Response.Headers.Upgrade = "websocket";
            var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            var connection = new WireConnection(WireRole.Server, Transport(context, stream, way), WireOptions.Default, TimeProvider.System);
            begin(connection);
            await connection.RunAsync(handler ?? new RecordingHandler(), context.RequestAborted);
        });
        await app.StartAsync();
        return new KestrelHost(app, certificate);
    }

    /// <summary>A connection that has sent its handshake, and reads bytes.</summary>
    public async Task<Stream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Url.Host, Url.Port);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (_certificate is not null)
        {
            var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
            await tls.AuthenticateAsClientAsync("localhost");
            stream = tls;
        }

        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8.ToArray());
        return stream;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    private static WireTransport Transport(HttpContext context, Stream stream, Way way) => way == Way.Direct
        ? new DirectSocketTransport(stream, context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket)
        : new StreamTransport(stream, abort: context.Abort);
}
