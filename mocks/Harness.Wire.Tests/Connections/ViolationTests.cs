using Harness.Wire.Frames;
using Harness.Wire.Tests.Time;

namespace Harness.Wire.Tests.Connections;

/// <summary>What a connection does about a peer that breaks the rules; the rules themselves are tested with the codec.</summary>
[Collection(AloneCollection.Name)]
public sealed class ViolationTests
{
    [Fact]
    public async Task Violation_is_closed_with_its_code_and_said_in_words()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        await peer.WriteTextAsync("fine");
        await peer.WriteAsync(new RawFrame { Payload = "no mask"u8.ToArray() }.ToBytes());
        (await peer.NextAsync()).ShouldBe("Close 1002 a client must mask every frame, but this one has no mask");
        (await peer.NextAsync()).ShouldBe("End");
        peer.Stream.Dispose();
        var closed = await peer.ClosedAsync();
        closed.Ending.ShouldBe(WireEnding.Violation);
        closed.ByPeer.ShouldBeTrue();
        closed.Clean.ShouldBeFalse();
        closed.Code.ShouldBe(1002);
        closed.Violation!.Kind.ShouldBe(WireViolationKind.NotMasked);
        closed.Violation.Section.ShouldBe("5.1");
        peer.Handler.Rest().ShouldBe(["Text fine"]);
    }

    [Fact]
    public async Task Invalid_text_is_closed_with_1007_before_the_message_is_over()
    {
        await using var peer = new RawPeer(WireRole.Client).Run();
        await peer.WriteAsync(new RawFrame { Fin = false, Payload = new byte[] { 0xFF } }.ToBytes());
        (await peer.NextAsync()).ShouldStartWith("Close 1007 ");
    }

    [Fact]
    public async Task Message_beyond_the_limit_is_closed_with_1009_before_it_has_come()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { MaxMessageBytes = 1000 }).Run();
        await peer.WriteAsync(new RawFrame { ClaimedLength = 1_000_000 });
        (await peer.NextAsync()).ShouldBe("Close 1009 a message takes at most 1000 bytes here, but this one has at least 1000000");
    }

    [Fact]
    public async Task Peer_that_goes_on_writing_still_gets_the_close_frame_and_is_cut_when_patience_ends()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { MaxMessageBytes = 1000 }, capacity: 1000).Run();
        await peer.WriteAsync(new RawFrame { ClaimedLength = 100_000 });
        for (var i = 0; i < 50; i++) await peer.WriteAsync(new byte[1000]);
        (await peer.RestAsync()).ShouldBe(["Close 1009 a message takes at most 1000 bytes here, but this one has at least 100000", "End"]);
        peer.Handler.Closed.IsCompleted.ShouldBeFalse();
        await peer.Clock.Quiet.WaitAsync(CancellationToken.None).InTime("quiet");
        peer.Clock.Advance(WireOptions.Default.LingerTimeout);
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Violation);
    }

    [Fact]
    public async Task Handler_that_throws_closes_with_1011_and_the_exception_comes_out()
    {
        await using var peer = new RawPeer(WireRole.Server) { Handler = new RecordingHandler { Message = (_, _) => throw new InvalidDataException("a bug") } }.Run();
        await peer.WriteTextAsync("x");
        (await peer.NextAsync()).ShouldBe("Close 1011");
        peer.Stream.Dispose();
        (await Should.ThrowAsync<InvalidDataException>(() => peer.Running.InTime("the run to end"))).Message.ShouldBe("a bug");
        (await peer.Handler.Closed).ShouldBe(new WireClosed { Ending = WireEnding.HandlerFailed, Detail = "a bug", Sent = new WireClose(1011, "") });
    }

    [Theory]
    [InlineData(WireRole.Server)]
    [InlineData(WireRole.Client)]
    public async Task Random_bytes_always_end_in_a_report(WireRole role)
    {
        var random = new Random(42);
        for (var round = 0; round < 300; round++)
        {
            await using var peer = new RawPeer(role, new WireOptions { MaxMessageBytes = 2000 }, capacity: 1 << 20).Run();
            await peer.WriteAsync(Noise(random, role));
            peer.Stream.Dispose();
            await peer.ClosedAsync();
            await peer.Running.InTime($"round {round} to end");
            peer.Handler.ClosedCalls.ShouldBe(1);
        }
    }

    /// <summary>Pure noise half of the time, otherwise frames with a few bits turned, which get further.</summary>
    private static byte[] Noise(Random random, WireRole role)
    {
        var noise = new byte[random.Next(1, 3000)];
        random.NextBytes(noise);
        if (random.Next(2) == 0) return noise;
        var bytes = new List<byte>();
        for (var i = 0; i < 20; i++)
        {
            var frame = new RawFrame { Opcode = random.Next(3), Fin = random.Next(2) == 0, Payload = noise.AsMemory(0, random.Next(Math.Min(noise.Length, 200))) };
            bytes.AddRange((role == WireRole.Server ? frame with { Mask = 77 } : frame).ToBytes());
        }

        for (var i = random.Next(4); i > 0; i--) bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
        return [.. bytes];
    }
}
