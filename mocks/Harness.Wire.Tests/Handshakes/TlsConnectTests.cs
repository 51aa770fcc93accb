using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Harness.Wire.Handshakes;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Handshakes;

public sealed class TlsConnectTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned.Certificate();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task Handshake_and_conversation_go_through_tls()
    {
        var (client, server) = InMemoryDuplex.CreatePair();
        var atServer = new RecordingHandler();
        var serving = ServeAsync(server, atServer);
        var result = await WireHandshake.ConnectAsync(Request(client, trust: true), CancellationToken.None).InTime("the handshake");
        result.IsOpen.ShouldBeTrue(result.Fault);
        var atClient = new RecordingHandler();
        var running = result.Connection.RunAsync(atClient, CancellationToken.None);
        (await atClient.NextAsync()).ShouldBe("Text welcome");
        result.Connection.Send(WireMessage.Text("hello"));
        (await atServer.NextAsync()).ShouldBe("Text hello");
        result.Connection.Close();
        await Task.WhenAll(running, serving).InTime("both ends");
        (await atClient.Closed).Clean.ShouldBeTrue();
        (await atServer.Closed).Clean.ShouldBeTrue();
    }

    [Fact]
    public async Task Certificate_that_nobody_vouches_for_is_named()
    {
        var (client, server) = InMemoryDuplex.CreatePair();
        var serving = ServeAsync(server, new RecordingHandler());
        var error = await Should.ThrowAsync<IOException>(() => WireHandshake.ConnectAsync(Request(client, trust: false), CancellationToken.None).InTime("the handshake"));
        error.Message.ShouldStartWith("TLS with localhost failed: ");
        await Should.ThrowAsync<Exception>(() => serving.InTime("the server to notice"));
    }

    private static UpgradeRequest Request(Stream stream, bool trust) =>
        new(new Uri("wss://localhost/x")) { Dial = (_, _) => ValueTask.FromResult(stream), TrustAnyCertificate = trust };

    private async Task ServeAsync(Stream raw, RecordingHandler handler)
    {
        await using var tls = new SslStream(raw);
        await tls.AuthenticateAsServerAsync(_certificate);
        var buffer = new byte[2000];
        var request = "";
        while (!request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var length = await tls.ReadAsync(buffer);
            if (length == 0) throw new EndOfStreamException();
            request += Encoding.Latin1.GetString(buffer, 0, length);
        }

        var accept = WireHandshake.AcceptKey(request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0]);
        await tls.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
        var connection = new WireConnection(WireRole.Server, new StreamTransport(tls), WireOptions.Default, TimeProvider.System);
        connection.Send(WireMessage.Text("welcome"));
        await connection.RunAsync(handler, CancellationToken.None);
    }
}
