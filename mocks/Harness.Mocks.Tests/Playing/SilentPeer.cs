using System.Text;

namespace Harness.Mocks.Tests.Playing;

/// <summary>A client that shakes hands and then neither reads nor answers: not even a close.</summary>
internal sealed class SilentPeer : IAsyncDisposable
{
    private readonly Stream _stream;

    private SilentPeer(Stream stream) => _stream = stream;

    public static async Task<SilentPeer> ConnectAsync(PlayedMock mock, string target)
    {
        var stream = await mock.Server.ConnectAsync(TestContext.Current.CancellationToken);
        var handshake = $"GET {target} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(handshake), TestContext.Current.CancellationToken);
        var head = new byte[12];
        await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken).AsTask().Within("the handshake's answer");
        Encoding.ASCII.GetString(head).ShouldBe("HTTP/1.1 101");

        // Whatever follows the handshake's answer is a greeting: then the server knows the connection.
        for (var end = 0; end < 4;)
        {
            var next = new byte[1];
            await stream.ReadExactlyAsync(next, TestContext.Current.CancellationToken).AsTask().Within("the end of the handshake's answer");
            end = next[0] is (byte)'\r' or (byte)'\n' ? end + 1 : 0;
        }

        await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken).AsTask().Within("the greeting");
        return new SilentPeer(stream);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
