using System.Net.WebSockets;
using System.Text;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Connections;

/// <summary>The engine against the runtime's own WebSocket, as its server and as its client.</summary>
public sealed class InteropTests
{

    [Theory]
    [InlineData(WireRole.Server)]
    [InlineData(WireRole.Client)]
    public async Task Engine_and_runtime_exchange_messages_of_every_length_form_and_close(WireRole role)
    {
        var (clientEnd, serverEnd) = InMemoryDuplex.CreatePair();
        var (ours, theirs) = role == WireRole.Server ? (serverEnd, clientEnd) : (clientEnd, serverEnd);
        var handler = new RecordingHandler();
        var connection = new WireConnection(role, new StreamTransport(ours), WireOptions.Default, TimeProvider.System);
        var running = connection.RunAsync(handler, CancellationToken.None);
        using var socket = WebSocket.CreateFromStream(theirs, new WebSocketCreationOptions { IsServer = role == WireRole.Client, KeepAliveInterval = TimeSpan.Zero });

        foreach (var length in new[] { 0, 1, 125, 126, 65535, 65536, 300_000 })
        {
            var text = new string('x', length);
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).InTime("sending");
            (await handler.NextAsync()).ShouldBe("Text " + text);
            connection.Send(WireMessage.Text(text).InFragments(length / 2)).ShouldBeTrue();
            (await ReceiveAsync(socket)).ShouldBe(text);
        }

        connection.SendPing("are you there"u8);
        connection.Send(WireMessage.Text("after"));
        (await ReceiveAsync(socket)).ShouldBe("after");
        (await handler.NextAsync()).ShouldBe("Pong " + Convert.ToHexString("are you there"u8));

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None).InTime("the close handshake");
        await running.InTime("the connection to end");
        var closed = await handler.Closed;
        closed.ShouldBe(new WireClosed { Ending = WireEnding.PeerClosed, Received = new WireClose(1000, "bye"), Sent = new WireClose(1000, "") });
    }

    [Theory]
    [InlineData(WireRole.Server)]
    [InlineData(WireRole.Client)]
    public async Task Close_of_the_engine_is_answered_by_the_runtime(WireRole role)
    {
        var (clientEnd, serverEnd) = InMemoryDuplex.CreatePair();
        var (ours, theirs) = role == WireRole.Server ? (serverEnd, clientEnd) : (clientEnd, serverEnd);
        var handler = new RecordingHandler();
        var connection = new WireConnection(role, new StreamTransport(ours), WireOptions.Default, TimeProvider.System);
        var running = connection.RunAsync(handler, CancellationToken.None);
        using var socket = WebSocket.CreateFromStream(theirs, new WebSocketCreationOptions { IsServer = role == WireRole.Client });

        connection.Close(1008, "expired token");
        var received = await socket.ReceiveAsync(new byte[200].AsMemory(), CancellationToken.None).InTime("the close frame");
        received.MessageType.ShouldBe(WebSocketMessageType.Close);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        socket.CloseStatusDescription.ShouldBe("expired token");
        await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, null, CancellationToken.None).InTime("the answer");
        socket.Dispose();
        await running.InTime("the connection to end");
        (await handler.Closed).Ending.ShouldBe(WireEnding.Closed);
    }

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[400_000];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).InTime("a message");
            length += received.Count;
            if (received.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
