using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

public sealed class FrameReaderTests
{
    /// <summary>The examples of RFC 6455 §5.7, unmasked ones as a client reads them and masked ones as a server does.</summary>
    [Theory]
    [InlineData(WireRole.Client, "810548656c6c6f", "Text Hello")]
    [InlineData(WireRole.Server, "818537fa213d7f9f4d5158", "Text Hello")]
    [InlineData(WireRole.Client, "010348656c80026c6f", "Text Hello")]
    [InlineData(WireRole.Client, "890548656c6c6f", "Ping Hello")]
    [InlineData(WireRole.Server, "8a8537fa213d7f9f4d5158", "Pong Hello")]
    [InlineData(WireRole.Client, "8800", "Close")]
    [InlineData(WireRole.Client, "880203e8", "Close 1000")]
    [InlineData(WireRole.Client, "880503f0627965", "Close 1008 bye")]
    [InlineData(WireRole.Client, "8100", "Text ")]
    [InlineData(WireRole.Client, "010000008000", "Text ")]
    public void Reader_of_a_documented_frame_finds_it_whole_and_byte_by_byte(WireRole role, string hex, string expected)
    {
        FrameReading.Read(role, Convert.FromHexString(hex)).ShouldBe([expected]);
        FrameReading.Read(role, Convert.FromHexString(hex), () => 1).ShouldBe([expected]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(200_001)]
    public void Reader_of_every_length_form_finds_the_payload(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
        var masked = new RawFrame { Mask = 0x01020304, Payload = Encoding.UTF8.GetBytes(text) }.ToBytes();
        FrameReading.Read(WireRole.Server, masked).ShouldBe(["Text " + text]);
        var random = new Random(length);
        FrameReading.Read(WireRole.Server, masked, () => random.Next(1, 20_000)).ShouldBe(["Text " + text]);
    }

    [Fact]
    public void Reader_finds_control_frames_between_fragments()
    {
        byte[] bytes =
        [
            .. new RawFrame { Fin = false, Payload = "one "u8.ToArray() }.ToBytes(),
            .. WireMessage.Ping("p"u8).Framed.Span,
            .. new RawFrame { Fin = false, Opcode = 0, Payload = "two "u8.ToArray() }.ToBytes(),
            .. WireMessage.Pong("q"u8).Framed.Span,
            .. new RawFrame { Opcode = 0, Payload = "three"u8.ToArray() }.ToBytes(),
            .. WireMessage.Text("next").Framed.Span,
        ];
        FrameReading.Read(WireRole.Client, bytes, () => 3).ShouldBe(["Ping p", "Pong q", "Text one two three", "Text next"]);
    }

    [Fact]
    public void Reader_finds_the_same_events_however_the_bytes_are_cut()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 300; round++)
        {
            var role = (WireRole)random.Next(2);
            var (bytes, expected) = Conversation(random, role);
            FrameReading.Read(role, bytes, () => random.Next(1, 40)).ShouldBe(expected, $"round {round}");
            FrameReading.Read(role, bytes).ShouldBe(expected, $"round {round}, all at once");
        }
    }

    [Fact]
    public void Reader_of_a_lying_length_holds_no_more_than_has_come()
    {
        using var reader = new FrameReader(WireRole.Client, int.MaxValue);
        var claim = new RawFrame { ClaimedLength = int.MaxValue, Payload = "few"u8.ToArray() }.ToBytes();
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Consume(claim, out var consumed).Kind.ShouldBe(FrameEventKind.None);
        consumed.ShouldBe(claim.Length);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Reader_hands_on_a_message_that_lies_whole_without_a_copy()
    {
        using var reader = new FrameReader(WireRole.Client, 1000);
        var bytes = WireMessage.Text("in place").Framed.ToArray();
        var found = reader.Consume(bytes, out _);
        bytes[^1] = (byte)'!';
        Encoding.UTF8.GetString(found.Payload.Span).ShouldBe("in plac!");
    }

    /// <summary>Random messages in random fragments with random control frames in between, and what a reader must find in them.</summary>
    private static (byte[] Bytes, List<string> Expected) Conversation(Random random, WireRole reader)
    {
        var bytes = new List<byte>();
        var expected = new List<string>();
        for (var message = 0; message < random.Next(1, 6); message++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(4) switch { 0 => "é", 1 => "€", 2 => "😀", _ => "a" }));
            var payload = Encoding.UTF8.GetBytes(text);
            var fragments = random.Next(1, 5);
            for (var i = 0; i < fragments; i++)
            {
                var length = i == fragments - 1 ? payload.Length : random.Next(payload.Length + 1);
                Add(new RawFrame { Fin = i == fragments - 1, Opcode = i == 0 ? 1 : 0, Payload = payload[..length] });
                payload = payload[length..];
                if (i == fragments - 1 || random.Next(3) > 0) continue;
                Add(new RawFrame { Opcode = (int)WireOpcode.Ping, Payload = "ping"u8.ToArray() });
                expected.Add("Ping ping");
            }

            expected.Add("Text " + text);
        }

        return ([.. bytes], expected);

        void Add(RawFrame frame) => bytes.AddRange((reader == WireRole.Server ? frame with { Mask = (uint)random.Next() } : frame).ToBytes());
    }
}
