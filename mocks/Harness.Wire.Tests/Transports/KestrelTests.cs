using System.Text;
using Harness.Wire.Handshakes;

namespace Harness.Wire.Tests.Transports;

/// <summary>Every way out of Kestrel: through its own stream, plain or encrypted, and straight to its socket.</summary>
public sealed class KestrelTests
{
    /// <summary>
    /// A message sent straight to the socket must not overtake the 101 that Kestrel writes: the more handshakes at once, the sooner it would.
    /// </summary>
    [Theory]
    [InlineData(Way.Stream, 500)]
    [InlineData(Way.Tls, 100)]
    [InlineData(Way.Direct, 5000)]
    public async Task First_message_follows_the_handshake(Way way, int handshakes)
    {
        await using var host = await KestrelHost.StartAsync(way, connection =>
        {
            connection.Send(WireMessage.Text("first"));
            connection.Cut();
        });
        await Parallel.ForAsync(0, handshakes, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (_, _) =>
        {
            await using var peer = await host.ConnectAsync();
            var answer = await ReadAllAsync(peer);
            answer.ShouldStartWith("HTTP/1.1 101 Switching Protocols\r\n");
            answer.ShouldEndWith("\r\n\r\n\u0081\u0005first");
        }).InTime("the handshakes");
    }

    [Theory]
    [InlineData(Way.Stream)]
    [InlineData(Way.Tls)]
    [InlineData(Way.Direct)]
    public async Task Cut_comes_behind_a_long_message(Way way)
    {
        await using var host = await KestrelHost.StartAsync(way, connection =>
        {
            connection.Send(WireMessage.Text(new string('~', 5_000_000)));
            connection.Cut();
        });
        await using var peer = await host.ConnectAsync();
        (await ReadAllAsync(peer)).Count(character => character == '~').ShouldBe(5_000_000);
    }

    [Theory]
    [InlineData(Way.Stream)]
    [InlineData(Way.Tls)]
    [InlineData(Way.Direct)]
    public async Task Reset_is_a_reset(Way way)
    {
        var connected = new TaskCompletionSource<WireConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await KestrelHost.StartAsync(way, connected.SetResult);
        await using var peer = await host.ConnectAsync();
        var connection = await connected.Task.InTime("the handshake");
        (await peer.ReadAsync(new byte[1].AsMemory()).InTime("the answer")).ShouldBe(1);
        connection.Reset();
        await Should.ThrowAsync<IOException>(() => ReadAllAsync(peer));
    }

    [Theory]
    [InlineData(Way.Stream)]
    [InlineData(Way.Tls)]
    [InlineData(Way.Direct)]
    public async Task Violation_gets_its_close_frame_and_then_the_end(Way way)
    {
        await using var host = await KestrelHost.StartAsync(way, _ => { });
        await using var peer = await host.ConnectAsync();
        await peer.WriteAsync(new byte[] { 0x81, 0x00 });
        var answer = ReadAllAsync(peer);
        if (way != Way.Direct)
        {
            // Kestrel cannot end one direction alone, so the server waits for the client's close frame.
            await peer.WriteAsync(new byte[] { 0x88, 0x80, 0, 0, 0, 0 });
        }

        (await answer).ShouldContain("a client must mask every frame");
    }

    [Theory]
    [InlineData(Way.Stream)]
    [InlineData(Way.Tls)]
    [InlineData(Way.Direct)]
    public async Task Engine_talks_to_itself_through_it(Way way)
    {
        var atServer = new RecordingHandler();
        await using var host = await KestrelHost.StartAsync(way, connection => connection.Send(WireMessage.Text("welcome")), atServer);
        var result = await WireHandshake.ConnectAsync(new UpgradeRequest(host.Url) { TrustAnyCertificate = true }, CancellationToken.None).InTime("the handshake");
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

    private static async Task<string> ReadAllAsync(Stream peer)
    {
        var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = await peer.ReadAsync(buffer.AsMemory(), CancellationToken.None).InTime("the server's next bytes");
            if (length == 0) return Encoding.Latin1.GetString(all.ToArray());
            all.Write(buffer, 0, length);
        }
    }
}
