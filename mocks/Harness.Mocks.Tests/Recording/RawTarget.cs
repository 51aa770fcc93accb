using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Mocks.Tests.Playing;
using Harness.Wire.Handshakes;

namespace Harness.Mocks.Tests.Recording;

/// <summary>A server of which a test holds every byte: it accepts one connection after the other and reads the request.</summary>
internal sealed class RawTarget : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawTarget() => _listener.Start();

    public Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The next client's connection, with its request read.</summary>
    public async Task<RawConversation> AcceptAsync()
    {
        var socket = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken).AsTask().Within("a connection at the target");
        var stream = new NetworkStream(socket, ownsSocket: true);
        var request = new StringBuilder();
        var one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, TestContext.Current.CancellationToken).AsTask().Within("the request") == 0) throw new EndOfStreamException($"no whole request: {request}");
            request.Append((char)one[0]);
        }

        return new RawConversation(socket, stream, request.ToString());
    }

    /// <summary>The same, and the upgrade accepted.</summary>
    public async Task<RawConversation> UpgradeAsync(string headers = "")
    {
        var conversation = await AcceptAsync();
        var key = conversation.Header("Sec-WebSocket-Key")!;
        await conversation.SayAsync(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {WireHandshake.AcceptKey(key)}\r\n{headers}\r\n");
        return conversation;
    }

    public void Dispose() => _listener.Dispose();
}
