using Harness.Mocks.Tests.Playing;
using Harness.Wire.Frames;

namespace Harness.Mocks.Tests.Recording;

/// <summary>What crosses the recorder arrives byte for byte, and stands in the transcript.</summary>
public sealed class RelayedFrameTests
{
    [Fact]
    public async Task Frames_pass_untouched_both_ways_and_are_written_down_whole()
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        var (client, server) = await run.ConnectAsync(target);
        byte[] up = [.. Client(new() { Payload = "hello"u8.ToArray() }), .. Client(new() { Opcode = 9, Payload = "p"u8.ToArray() }), .. Client(new() { Opcode = 2, Payload = new byte[300] })];
        byte[] down = [.. Server(new() { Fin = false, Payload = "wor"u8.ToArray() }), .. Server(new() { Opcode = 10, Payload = "p"u8.ToArray() }), .. Server(new() { Opcode = 0, Payload = "ld"u8.ToArray() })];

        await client.SayAsync(up);
        (await server.HearAsync(up.Length)).ShouldBe(up);
        await server.SayAsync(down);
        (await client.HearAsync(down.Length)).ShouldBe(down);
        await server.SayAsync(Close(4001, "bye"));
        (await client.HearAsync(7)).ShouldBe(Close(4001, "bye"));
        client.Dispose();
        (await server.EndAsync()).ShouldBe("end");

        (await run.SeenAsync()).ShouldBe(["client text hello", "client ping p", "client binary", "server pong p", "server text world", "server close 4001 bye", "client reset cut"]);
    }

    [Theory]
    [InlineData(true, "server binary ReservedBits §5.2: the reserved bits must be 0 as no extension was agreed, but are 100")]
    [InlineData(false, "client binary ReservedBits §5.2: the reserved bits must be 0 as no extension was agreed, but are 100")]
    public async Task Broken_frame_is_passed_on_and_written_down_as_what_it_breaks(bool fromServer, string expected)
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        var (client, server) = await run.ConnectAsync(target);
        var (from, to) = fromServer ? (server, client) : (client, server);
        var broken = fromServer ? Server(new() { ReservedBits = 4, Payload = "x"u8.ToArray() }) : Client(new() { ReservedBits = 4, Payload = "x"u8.ToArray() });

        await from.SayAsync(broken);
        (await to.HearAsync(broken.Length)).ShouldBe(broken);

        (await run.SeenAsync())[0].ShouldBe(expected);
        client.Dispose();
        server.Dispose();
    }

    [Theory]
    [InlineData("server", "cut", "end", "server reset cut")]
    [InlineData("server", "reset", "reset", "server reset reset")]
    [InlineData("client", "cut", "end", "client reset cut")]
    [InlineData("client", "reset", "reset", "client reset reset")]
    public async Task End_of_one_side_reaches_the_other_as_it_was(string who, string how, string heard, string written)
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        var (client, server) = await run.ConnectAsync(target);
        var (one, other) = who == "server" ? (server, client) : (client, server);

        if (how == "cut") one.Cut();
        else one.Reset();

        (await other.EndAsync()).ShouldBe(heard);
        client.Dispose();
        server.Dispose();
        (await run.SeenAsync()).ShouldBe([written]);
    }

    [Fact]
    public async Task Message_that_is_longer_than_the_recorder_holds_is_passed_on_and_leaves_a_gap()
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url, options => options with { MaxMessageBytes = 1000 });
        var (client, server) = await run.ConnectAsync(target);
        byte[] down = [.. Server(new() { Payload = new byte[100_000] }), .. Server(new() { Payload = "a"u8.ToArray() })];

        await server.SayAsync(down);
        (await client.HearAsync(down.Length)).ShouldBe(down);

        (await run.SeenAsync()).Take(2).ShouldBe(["server gap 1", "server text a"]);
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Huge_message_stands_in_the_transcript_whole()
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        var (client, server) = await run.ConnectAsync(target);
        var huge = new byte[20 * 1024 * 1024];
        Array.Fill(huge, (byte)'x');
        var down = Server(new() { Payload = huge });

        var saying = server.SayAsync(down);
        (await client.HearAsync(down.Length)).AsSpan().SequenceEqual(down).ShouldBeTrue();
        await saying.Within("the target to have sent it");

        (await run.EndAsync()).ShouldHaveSingleItem().Frames.ShouldContain(frame => frame.Payload.Length == huge.Length);
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Client_that_does_not_read_slows_the_server_down_and_loses_nothing()
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        var (client, server) = await run.ConnectAsync(target);
        var frame = Server(new() { Payload = new byte[60_000] });
        byte[] all = [.. Enumerable.Range(0, 1000).SelectMany(_ => frame)];

        // Far more than the buffers of four sockets: until somebody reads, this cannot end.
        var saying = server.SayAsync(all);
        (await client.HearAsync(1))[0].ShouldBe(all[0]);
        saying.IsCompleted.ShouldBeFalse();

        (await client.HearAsync(all.Length - 1)).AsSpan().SequenceEqual(all.AsSpan(1)).ShouldBeTrue();
        await saying.Within("the target to have sent everything");
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Recording_that_ends_first_says_until_when_it_looked()
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        var (client, server) = await run.ConnectAsync(target);
        var hello = Server(new() { Payload = "a"u8.ToArray() });
        await server.SayAsync(hello);
        await client.HearAsync(hello.Length);

        (await run.SeenAsync()).ShouldBe(["server text a", "server gap 0"]);

        (await client.EndAsync()).ShouldBeOneOf("end", "reset");
        (await server.EndAsync()).ShouldBeOneOf("end", "reset");
    }

    private static byte[] Client(RawFrame frame) => (frame with { Mask = 0x0A0B0C0D }).ToBytes();

    private static byte[] Server(RawFrame frame) => frame.ToBytes();

    private static byte[] Close(int code, string reason) => Server(new() { Opcode = 8, Payload = (byte[])[(byte)(code >> 8), (byte)code, .. System.Text.Encoding.UTF8.GetBytes(reason)] });
}
