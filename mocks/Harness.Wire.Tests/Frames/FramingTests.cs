using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

public sealed class FramingTests
{
    /// <summary>The examples of RFC 6455 §5.7, as we write them.</summary>
    [Fact]
    public void Message_is_framed_as_documented()
    {
        Hex(WireMessage.Text("Hello")).ShouldBe("810548656C6C6F");
        Hex(WireMessage.Text("Hello").InFragments(3)).ShouldBe("010348656C80026C6F");
        Hex(WireMessage.Ping("Hello"u8)).ShouldBe("890548656C6C6F");
        Hex(WireMessage.Pong("Hello"u8)).ShouldBe("8A0548656C6C6F");
        Hex(WireMessage.Binary(new byte[256])).ShouldStartWith("827E0100");
        Hex(WireMessage.Binary(new byte[65536])).ShouldStartWith("827F0000000000010000");
        Hex(WireMessage.Close(new WireClose(1000, "ok"))).ShouldBe("880403E86F6B");
        Hex(WireMessage.Close(new WireClose(null, ""))).ShouldBe("8800");
    }

    [Theory]
    [InlineData(125, "827D")]
    [InlineData(126, "827E007E")]
    [InlineData(65535, "827EFFFF")]
    public void Length_is_written_in_its_shortest_form(int length, string header) => Hex(WireMessage.Binary(new byte[length]))[..header.Length].ShouldBe(header);

    [Theory]
    [InlineData(new int[0], "8103616263")]
    [InlineData(new[] { 0 }, "01008003616263")]
    [InlineData(new[] { 1, 1 }, "010161000162800163")]
    [InlineData(new[] { 3 }, "8103616263")]
    [InlineData(new[] { 3, 0 }, "01036162638000")]
    public void Fragments_have_the_sizes_asked_for(int[] sizes, string hex) => Hex(WireMessage.Text("abc").InFragments(sizes)).ShouldBe(hex);

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public void Fragment_that_does_not_fit_is_refused(int size) =>
        Should.Throw<ArgumentException>(() => WireMessage.Text("abc").InFragments(size)).Message.ShouldContain("3 bytes of the message are left");

    [Fact]
    public void Ping_of_more_than_125_bytes_is_refused() =>
        Should.Throw<ArgumentException>(() => WireMessage.Ping(new byte[126])).Message.ShouldContain("at most 125 bytes");

    [Fact]
    public void Raw_bytes_cannot_be_fragmented() =>
        Should.Throw<InvalidOperationException>(() => WireMessage.Raw("x"u8.ToArray()).InFragments(1)).Message.ShouldContain("raw bytes");

    [Fact]
    public void Client_masks_each_frame_with_a_key_of_its_own()
    {
        var message = WireMessage.Text("Hello").InFragments(3);
        var masked = new byte[message.MaskedLength];
        MaskedWriter.Write(message.Framed.Span, masked, new SeededMasks(5)).ShouldBe(masked.Length);
        FrameReading.Read(WireRole.Server, masked).ShouldBe(["Text Hello"]);
        masked[2..6].ShouldNotBe(masked[11..15]);
        var again = new byte[message.MaskedLength];
        MaskedWriter.Write(message.Framed.Span, again, new SeededMasks(5));
        again.ShouldBe(masked, "the same seed gives the same bytes");
    }

    [Fact]
    public void Raw_frame_writes_every_bit_asked_for()
    {
        Convert.ToHexString(new RawFrame { Mask = 0x37FA213D, Payload = "Hello"u8.ToArray() }.ToBytes()).ShouldBe("818537FA213D7F9F4D5158");
        Convert.ToHexString(new RawFrame { Fin = false, ReservedBits = 7, Opcode = 15, LengthBytes = 8, ClaimedLength = 2 }.ToBytes()).ShouldBe("7F7F0000000000000002");
        Should.Throw<InvalidOperationException>(() => new RawFrame { LengthBytes = 3 }.ToBytes()).Message.ShouldContain("0, 2 or 8");
    }

    [Fact]
    public void Message_keeps_its_payload_whatever_its_framing()
    {
        Encoding.UTF8.GetString(WireMessage.Text("Hello").InFragments(2, 1).Payload.Span).ShouldBe("Hello");
        WireMessage.Raw(new byte[] { 1 }).IsRaw.ShouldBeTrue();
    }

    private static string Hex(WireMessage message) => Convert.ToHexString(message.Framed.Span);
}
