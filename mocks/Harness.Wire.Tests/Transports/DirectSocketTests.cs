using System.Net;
using System.Net.Sockets;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Transports;

public sealed class DirectSocketTests
{
    /// <summary>Sends of all sizes against a reader that now and then falls behind, so that some fit, some fit in part, and some not at all.</summary>
    [Theory]
    [InlineData(1, 200_000)]
    [InlineData(2, 6_000_000)]
    public async Task Bytes_arrive_exactly_though_the_peer_falls_behind(int seed, int largest)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();
        await using var transport = new DirectSocketTransport(new NetworkStream(accepted, ownsSocket: true), accepted);

        var random = new Random(seed);
        var sent = new byte[30_000_000];
        random.NextBytes(sent);
        var waits = 0;
        var writing = Task.Run(async () =>
        {
            for (var written = 0; written < sent.Length;)
            {
                var piece = Math.Min(random.Next(1, largest), sent.Length - written);
                var write = transport.WriteAsync(sent.AsMemory(written, piece), CancellationToken.None);
                if (!write.IsCompleted) waits++;
                await write;
                written += piece;
            }
        });

        var received = new byte[sent.Length];
        var sizes = new Random(seed);
        for (var length = 0; length < received.Length;)
        {
            if (sizes.Next(10) == 0) await Task.Yield();
            length += await peer.ReceiveAsync(received.AsMemory(length, Math.Min(sizes.Next(1, 100_000), received.Length - length))).InTime("bytes");
        }

        await writing.InTime("the writer");
        received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
        waits.ShouldBeGreaterThan(0, "or nothing was tested");
    }

    [Fact]
    public async Task Socket_that_is_gone_before_it_begins_ends_like_any_other()
    {
        using var gone = new Socket(SocketType.Stream, ProtocolType.Tcp);
        gone.Dispose();
        var handler = new RecordingHandler();
        var connection = new WireConnection(WireRole.Server, new DirectSocketTransport(Stream.Null, gone), WireOptions.Default, TimeProvider.System);
        connection.Send(WireMessage.Text("into the void"));
        await connection.RunAsync(handler, CancellationToken.None).InTime("the connection to end");
        (await handler.Closed).Clean.ShouldBeFalse();
    }
}
