using System.Net.Sockets;
using System.Text;
using Harness.Wire.Handshakes;

namespace Harness.Wire.Tests.Transports;

/// <summary>Both ways out of Kestrel: through its own stream, and straight to its socket.</summary>
public sealed class KestrelTests
{
    /// <summary>
    /// A message sent straight to the socket must not overtake the 101 that Kestrel writes: the more handshakes at once, the sooner it would.
    /// </summary>
    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 5000)]
    public async Task First_message_follows_the_handshake(bool direct, int handshakes)
    {
        await using var host = await KestrelHost.StartAsync(direct, connection =>
        {
            connection.Send(WireMessage.Text("first"));
            connection.Cut();
        });
        await Parallel.ForAsync(0, handshakes, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (_, _) =>
        {
            using var socket = await host.ConnectAsync();
            var answer = await ReadAllAsync(socket);
            answer.ShouldStartWith("HTTP/1.1 101 Switching Protocols\r\n");
            answer.ShouldEndWith("\r\n\r\n\u0081\u0005first");
        }).InTime("the handshakes");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_comes_behind_a_long_message(bool direct)
    {
        await using var host = await KestrelHost.StartAsync(direct, connection =>
        {
            connection.Send(WireMessage.Text(new string('~', 5_000_000)));
            connection.Cut();
        });
        using var socket = await host.ConnectAsync();
        (await ReadAllAsync(socket)).Count(character => character == '~').ShouldBe(5_000_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reset_is_a_reset(bool direct)
    {
        var connected = new TaskCompletionSource<WireConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await KestrelHost.StartAsync(direct, connected.SetResult);
        using var socket = await host.ConnectAsync();
        var connection = await connected.Task.InTime("the handshake");
        (await socket.ReceiveAsync(new byte[1].AsMemory()).InTime("the answer")).ShouldBe(1);
        connection.Reset();
        (await Should.ThrowAsync<SocketException>(() => ReadAllAsync(socket))).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Violation_gets_its_close_frame_and_then_the_end(bool direct)
    {
        await using var host = await KestrelHost.StartAsync(direct, _ => { });
        using var socket = await host.ConnectAsync();
        await socket.SendAsync(new byte[] { 0x81, 0x00 });
        var answer = ReadAllAsync(socket);
        if (!direct)
        {
            // Kestrel cannot end one direction alone, so the server waits for the client's close frame.
            await socket.SendAsync(new byte[] { 0x88, 0x80, 0, 0, 0, 0 });
        }

        (await answer).ShouldContain("a client must mask every frame");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Engine_talks_to_itself_through_it(bool direct)
    {
        var atServer = new RecordingHandler();
        await using var host = await KestrelHost.StartAsync(direct, connection => connection.Send(WireMessage.Text("welcome")), atServer);
        var result = await WireHandshake.ConnectAsync(new UpgradeRequest(host.Url), CancellationToken.None).InTime("the handshake");
        result.IsOpen.ShouldBeTrue(result.Fault);
        var atClient = new RecordingHandler();
        var running = result.Connection.RunAsync(atClient, CancellationToken.None);
        (await atClient.NextAsync()).ShouldBe("Text welcome");
        result.Connection.Send(WireMessage.Text("hello"));
        (await atServer.NextAsync()).ShouldBe("Text hello");
        result.Connection.Close(1000, "bye");
        await running.InTime("the client to end");
        (await atClient.Closed).Clean.ShouldBeTrue();
        (await atServer.Closed.InTime("the server to end")).Received.ShouldBe(new WireClose(1000, "bye"));
    }

    private static async Task<string> ReadAllAsync(Socket socket)
    {
        var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).InTime("the server's next bytes");
            if (length == 0) return Encoding.Latin1.GetString(all.ToArray());
            all.Write(buffer, 0, length);
        }
    }
}
