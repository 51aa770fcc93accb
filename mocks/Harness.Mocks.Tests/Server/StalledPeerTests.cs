using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Wire;
using Harness.Wire.Handshakes;

namespace Harness.Mocks.Tests.Server;

/// <summary>Peers on real sockets, one in ten of which never reads: nobody else loses anything by it, and what waits for it stays bounded.</summary>
public sealed class StalledPeerTests
{
    private const int Peers = 20;
    private const int Stalled = 2;

    [Theory]
    [InlineData(SlowConsumerPolicy.Disconnect)]
    [InlineData(SlowConsumerPolicy.DiscardOldest)]
    [InlineData(SlowConsumerPolicy.Block)]
    public async Task Others_get_everything_and_little_waits(SlowConsumerPolicy policy)
    {
        // Larger than what a socket's two buffers grow to, for each of them.
        const int Messages = 200;
        const int Length = 64 * 1024;
        await using var mock = await PlayedMock.StartAsync(options => options with { Transport = MockTransport.Port, Rate = 0, Protocols = ["odin"], OutboxBytes = 128 * 1024, SlowConsumer = policy });
        var stalled = new List<Socket>();
        for (var i = 0; i < Stalled; i++) stalled.Add(await StallAsync(mock.Server));
        var readers = new List<Reader>();
        for (var i = Stalled; i < Peers; i++) readers.Add(await Reader.ConnectAsync(mock.Server, Messages));
        await mock.Server.Connections.OpenedAsync(Peers, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var world = mock.Server.World;
        var all = world.Connections.All;
        var (slow, topic) = (all.Take(Stalled).ToList(), new Topic());
        world.Enter(() => { foreach (var connection in all) topic.Add(connection); });

        var message = WireMessage.Text(new string('x', Length));
        for (var i = 1; i <= Messages; i++)
        {
            world.Enter(() => topic.Publish(message));
            mock.Clock.Advance(TimeSpan.FromMilliseconds(100));
            foreach (var reader in readers) await reader.HasAsync(i).Within($"message {i} at every peer that reads");
        }

        slow.ShouldAllBe(connection => connection.Statistics.PeakQueuedBytes <= 5 * 128 * 1024);
        if (policy == SlowConsumerPolicy.Disconnect) slow.ShouldAllBe(connection => !connection.Part.IsOpen);
        else slow.ShouldAllBe(connection => connection.Statistics.DiscardedMessages > 0);
        foreach (var reader in readers) await reader.DisposeAsync();
        foreach (var socket in stalled) socket.Dispose();
    }

    private static async Task<Socket> StallAsync(MockServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, server.HttpUrl.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {OdinPeer.Path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        (await socket.ReceiveAsync(new byte[1].AsMemory()).AsTask().Within("the handshake's answer")).ShouldBe(1);
        return socket;
    }

    /// <summary>Counts the long messages that come, beside the greeting.</summary>
    private sealed class Reader(WireConnection connection, int most) : IWireHandler, IAsyncDisposable
    {
        private readonly TaskCompletionSource[] _seen = [.. Enumerable.Range(0, most + 1).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        private Task _running = Task.CompletedTask;
        private int _count;

        public static async Task<Reader> ConnectAsync(MockServer server, int most)
        {
            var result = await WireHandshake.ConnectAsync(new UpgradeRequest(new Uri(server.SocketUrl, OdinPeer.Path)), TestContext.Current.CancellationToken);
            var reader = new Reader(result.Connection!, most);
            reader._running = result.Connection!.RunAsync(reader, CancellationToken.None);
            return reader;
        }

        public Task HasAsync(int count) => _seen[count].Task;

        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
        {
            if (payload.Length > 1024) _seen[++_count].SetResult();
        }

        public void OnClosed(WireClosed closed)
        {
        }

        public async ValueTask DisposeAsync()
        {
            connection.Cut();
            await _running;
        }
    }
}
