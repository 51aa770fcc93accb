using System.Net.Sockets;
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

    private KestrelHost(WebApplication app) => _app = app;

    public Uri Url => new("ws" + _app.Urls.Single()["http".Length..]);

    /// <param name="direct">Whether frames go straight to the socket.</param>
    /// <param name="begin">Is given each connection before it runs.</param>
    public static async Task<KestrelHost> StartAsync(bool direct, Action<WireConnection> begin, IWireHandler? handler = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        if (direct) builder.Services.Configure<SocketTransportOptions>(options => options.MaxWriteBufferSize = 1);
        var app = builder.Build();
        app.Run(async context =>
        {
            WireHandshake.Validate(context.Request.Method, name => context.Request.Headers[name], out var acceptKey).ShouldBeNull();
            context.Response.Headers["Sec-WebSocket-Accept"] = acceptKey;
            context.Response.Headers.Upgrade = "websocket";
            var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            var connection = new WireConnection(WireRole.Server, Transport(context, stream, direct), WireOptions.Default, TimeProvider.System);
            begin(connection);
            await connection.RunAsync(handler ?? new RecordingHandler(), context.RequestAborted);
        });
        await app.StartAsync();
        return new KestrelHost(app);
    }

    /// <summary>A raw TCP connection that has sent its handshake.</summary>
    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Url.Host, Url.Port);
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8.ToArray());
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private static WireTransport Transport(HttpContext context, Stream stream, bool direct) => direct
        ? new DirectSocketTransport(stream, context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket)
        : new StreamTransport(stream, abort: context.Abort);
}
