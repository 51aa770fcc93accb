using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

/// <summary>Every rule of RFC 6455 that bytes can break, and how early the reader must notice.</summary>
public sealed class FrameViolationTests
{
    public static TheoryData<string, byte[], WireViolationKind, int, int> Violations => new()
    {
        { "RSV1", Frame(new() { ReservedBits = 4 }), WireViolationKind.ReservedBits, 1002, 2 },
        { "RSV2", Frame(new() { ReservedBits = 2 }), WireViolationKind.ReservedBits, 1002, 2 },
        { "RSV3", Frame(new() { ReservedBits = 1 }), WireViolationKind.ReservedBits, 1002, 2 },
        { "RSV1 on a ping", Frame(new() { ReservedBits = 4, Opcode = 9 }), WireViolationKind.ReservedBits, 1002, 2 },
        { "opcode 3", Frame(new() { Opcode = 3 }), WireViolationKind.ReservedOpcode, 1002, 2 },
        { "opcode 7", Frame(new() { Opcode = 7 }), WireViolationKind.ReservedOpcode, 1002, 2 },
        { "opcode 11", Frame(new() { Opcode = 11 }), WireViolationKind.ReservedOpcode, 1002, 2 },
        { "opcode 15", Frame(new() { Opcode = 15 }), WireViolationKind.ReservedOpcode, 1002, 2 },
        { "ping in fragments", Frame(new() { Opcode = 9, Fin = false }), WireViolationKind.FragmentedControl, 1002, 2 },
        { "close in fragments", Frame(new() { Opcode = 8, Fin = false }), WireViolationKind.FragmentedControl, 1002, 2 },
        { "ping of 126 bytes", Frame(new() { Opcode = 9, Payload = new byte[126] }), WireViolationKind.ControlTooLong, 1002, 2 },
        { "close of 126 bytes", Frame(new() { Opcode = 8, Payload = new byte[126] }), WireViolationKind.ControlTooLong, 1002, 2 },
        { "continuation of nothing", Frame(new() { Opcode = 0 }), WireViolationKind.UnexpectedContinuation, 1002, 2 },
        { "continuation after a whole message", [.. Frame(new()), .. Frame(new() { Opcode = 0 })], WireViolationKind.UnexpectedContinuation, 1002, 8 },
        { "text within a message", [.. Frame(new() { Fin = false }), .. Frame(new())], WireViolationKind.ExpectedContinuation, 1002, 8 },
        { "binary within a message", [.. Frame(new() { Fin = false }), .. Frame(new() { Opcode = 2 })], WireViolationKind.ExpectedContinuation, 1002, 8 },
        { "16-bit length of 125", Frame(new() { LengthBytes = 2, Payload = new byte[125] }), WireViolationKind.LengthNotMinimal, 1002, 8 },
        { "16-bit length of 0", Frame(new() { LengthBytes = 2 }), WireViolationKind.LengthNotMinimal, 1002, 8 },
        { "64-bit length of 65535", Frame(new() { LengthBytes = 8, Payload = new byte[65535] }), WireViolationKind.LengthNotMinimal, 1002, 14 },
        { "64-bit length with its top bit", Frame(new() { ClaimedLength = 1UL << 63 }), WireViolationKind.LengthTooLarge, 1002, 14 },
        { "close of one byte", Frame(new() { Opcode = 8, Payload = new byte[1] }), WireViolationKind.ClosePayload, 1002, 7 },
        { "close 0", Close(0), WireViolationKind.CloseCode, 1002, 8 },
        { "close 999", Close(999), WireViolationKind.CloseCode, 1002, 8 },
        { "close 1004", Close(1004), WireViolationKind.CloseCode, 1002, 8 },
        { "close 1005", Close(1005), WireViolationKind.CloseCode, 1002, 8 },
        { "close 1006", Close(1006), WireViolationKind.CloseCode, 1002, 8 },
        { "close 1015", Close(1015), WireViolationKind.CloseCode, 1002, 8 },
        { "close 1016", Close(1016), WireViolationKind.CloseCode, 1002, 8 },
        { "close 2999", Close(2999), WireViolationKind.CloseCode, 1002, 8 },
        { "close 5000", Close(5000), WireViolationKind.CloseCode, 1002, 8 },
        { "close reason not UTF-8", Frame(new() { Opcode = 8, Payload = new byte[] { 3, 232, 0xFF } }), WireViolationKind.InvalidUtf8, 1007, 9 },
        { "text not UTF-8", Frame(new() { Payload = new byte[] { (byte)'a', 0xFF, (byte)'b' } }), WireViolationKind.InvalidUtf8, 1007, 8 },
        { "text that ends in a character", Frame(new() { Payload = new byte[] { 0xE2, 0x82 } }), WireViolationKind.InvalidUtf8, 1007, 8 },
        { "fragments that end in a character", [.. Frame(new() { Fin = false, Payload = new byte[] { 0xE2, 0x82 } }), .. Frame(new() { Opcode = 0 })], WireViolationKind.InvalidUtf8, 1007, 14 },
        { "surrogate across fragments", [.. Frame(new() { Fin = false, Payload = new byte[] { 0xED } }), .. Frame(new() { Opcode = 0, Fin = false, Payload = new byte[] { 0xA0, 0x80 } })], WireViolationKind.InvalidUtf8, 1007, 14 },
        { "message of 1001 bytes", Frame(new() { Payload = new byte[1001] }), WireViolationKind.MessageTooBig, 1009, 8 },
        { "message that claims to be huge", Frame(new() { ClaimedLength = long.MaxValue }), WireViolationKind.MessageTooBig, 1009, 14 },
        { "fragments of 1001 bytes", [.. Frame(new() { Fin = false, Payload = new byte[500] }), .. Frame(new() { Opcode = 0, Payload = new byte[501] })], WireViolationKind.MessageTooBig, 1009, 516 },
    };

    /// <param name="bytesNeeded">How many bytes a server has to see; a client, without a mask, sees the same four bytes a frame earlier.</param>
    [Theory]
    [MemberData(nameof(Violations))]
    public void Violation_is_found_by_a_server_as_early_as_it_can_be(string name, byte[] bytes, WireViolationKind kind, int code, int bytesNeeded)
    {
        var found = FrameReading.Read(WireRole.Server, bytes, maxMessageBytes: 1000);
        found[^1].ShouldBe($"Violation {kind} {code}", name);
        FrameReading.Read(WireRole.Server, bytes[..bytesNeeded], () => 1, 1000).ShouldContain($"Violation {kind} {code}", name);
        FrameReading.Read(WireRole.Server, bytes[..(bytesNeeded - 1)], () => 1, 1000).ShouldNotContain($"Violation {kind} {code}", name);
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void Violation_is_found_by_a_client_too(string name, byte[] masked, WireViolationKind kind, int code, int bytesNeeded)
    {
        bytesNeeded.ShouldBeGreaterThan(0);
        FrameReading.Read(WireRole.Client, Unmasked(masked), () => 1, 1000)[^1].ShouldBe($"Violation {kind} {code}", name);
    }

    [Fact]
    public void Frame_without_a_mask_is_a_violation_for_a_server_only()
    {
        FrameReading.Read(WireRole.Server, new RawFrame().ToBytes()).ShouldBe(["Violation NotMasked 1002"]);
        FrameReading.Read(WireRole.Client, new RawFrame().ToBytes()).ShouldBe(["Text "]);
    }

    [Fact]
    public void Frame_with_a_mask_is_a_violation_for_a_client_only()
    {
        FrameReading.Read(WireRole.Client, new RawFrame { Mask = 1 }.ToBytes()).ShouldBe(["Violation Masked 1002"]);
        FrameReading.Read(WireRole.Server, new RawFrame { Mask = 1 }.ToBytes()).ShouldBe(["Text "]);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(4999)]
    public void Close_code_that_may_be_sent_is_taken(int code) => FrameReading.Read(WireRole.Server, Close(code)).ShouldBe([$"Close {code}"]);

    [Fact]
    public void Binary_message_may_hold_anything() =>
        FrameReading.Read(WireRole.Client, WireMessage.Binary([0xFF, 0xFE]).Framed.ToArray()).ShouldBe(["Binary \uFFFD\uFFFD"]);

    [Fact]
    public void Message_of_exactly_the_limit_is_taken() =>
        FrameReading.Read(WireRole.Server, Frame(new() { Payload = Encoding.ASCII.GetBytes(new string('a', 1000)) }), maxMessageBytes: 1000)[0].ShouldStartWith("Text aaa");

    private static byte[] Frame(RawFrame frame) => (frame with { Mask = 0xA1B2C3D4 }).ToBytes();

    private static byte[] Close(int code) => Frame(new() { Opcode = 8, Payload = new[] { (byte)(code >> 8), (byte)code } });

    /// <summary>The same frames without their masks, as a server would send them.</summary>
    private static byte[] Unmasked(ReadOnlySpan<byte> masked)
    {
        var bytes = new List<byte>();
        while (FrameHeader.TryRead(masked, out var header))
        {
            bytes.AddRange(masked[..(header.Size - 4)]);
            bytes[^(header.Size - 5)] &= 0x7F;
            var payload = masked[header.Size..].ToArray();
            if (header.Length < (ulong)payload.Length) payload = payload[..(int)header.Length];
            Masking.Apply(payload, header.Mask, offset: 0);
            bytes.AddRange(payload);
            masked = masked[(header.Size + payload.Length)..];
        }

        return [.. bytes];
    }
}
