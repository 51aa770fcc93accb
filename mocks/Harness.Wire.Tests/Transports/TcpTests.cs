using System.Net;
using System.Net.Sockets;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Transports;

/// <summary>Ends of a connection as a real TCP peer sees them.</summary>
public sealed class TcpTests : IAsyncLifetime
{
    private readonly RecordingHandler _handler = new();
    private Socket _peer = null!;
    private WireConnection _connection = null!;
    private Task _running = null!;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _peer.ConnectAsync(listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();
        _connection = new WireConnection(WireRole.Server, new StreamTransport(new NetworkStream(accepted, ownsSocket: true)), WireOptions.Default, TimeProvider.System);
        _running = _connection.RunAsync(_handler, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _peer.Dispose();
        _connection.Reset();
        await _running.InTime("the connection to let go");
    }

    [Fact]
    public async Task Cut_sends_what_was_queued_and_then_the_end()
    {
        // Unread bytes of the peer turn a careless close into a reset, and the message is lost with it.
        _connection.Send(WireMessage.Text("last"));
        _connection.Stall();
        await _peer.SendAsync(new byte[100_000]);
        _connection.Cut();
        (await ReadAllAsync()).ShouldBe("81046C617374");
        _peer.Dispose();
        (await _handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Cut);
    }

    [Fact]
    public async Task Reset_is_a_reset()
    {
        _connection.Send(WireMessage.Text("x"));
        _connection.Reset();
        var error = await Should.ThrowAsync<SocketException>(ReadAllAsync);
        error.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Violation_gets_its_close_frame_through_though_the_peer_goes_on_writing()
    {
        var flood = new byte[100_000];
        flood.AsSpan().Fill(0xFF);
        await _peer.SendAsync(flood);
        (await ReadAllAsync()).ShouldStartWith("88");
        _peer.Dispose();
        var closed = await _handler.Closed.InTime("the end");
        closed.Violation!.Kind.ShouldBe(WireViolationKind.ReservedBits);
    }

    [Fact]
    public async Task Peer_that_disappears_is_told_as_a_cut_or_a_reset()
    {
        _peer.Close(timeout: 0);
        (await _handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.PeerReset);
    }

    [Fact]
    public async Task Slow_consumer_that_stops_reading_is_cut()
    {
        var message = WireMessage.Binary(new byte[100_000]);
        while (_connection.Send(message))
        {
            // Until the socket's buffers and the outbox are full.
        }

        (await _handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.SlowConsumer);
    }

    private async Task<string> ReadAllAsync()
    {
        var all = new MemoryStream();
        var buffer = new byte[1000];
        while (true)
        {
            var length = await _peer.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).InTime("the peer's next bytes");
            if (length == 0) return Convert.ToHexString(all.ToArray());
            all.Write(buffer, 0, length);
        }
    }
}
