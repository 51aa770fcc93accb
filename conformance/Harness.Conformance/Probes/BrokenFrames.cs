using Harness.Fixtures.Scenarios.Actions;

namespace Harness.Conformance.Probes;

/// <summary>Frames that a client must not send, as bytes on the wire, and what stands in the recording for them.</summary>
internal static class BrokenFrames
{
    private const byte FinalText = 0x81;
    private const byte ReservedBit = 0x40;
    private const byte ReservedOpcode = 0x83;
    private const byte OneMaskedByte = 0x81;

    /// <summary>The bytes; null where a client has no such way to break a frame. What "masked" is to a server, unmasked is to a client.</summary>
    public static byte[]? Of(Corruption kind) => kind switch
    {
        Corruption.Masked => [FinalText, 1, (byte)'a'],
        Corruption.ReservedBits => [FinalText | ReservedBit, OneMaskedByte, 0, 0, 0, 0, (byte)'a'],
        Corruption.Opcode => [ReservedOpcode, OneMaskedByte, 0, 0, 0, 0, (byte)'a'],
        Corruption.Utf8 => [FinalText, OneMaskedByte, 0, 0, 0, 0, 0xFF],
        _ => null,
    };

    /// <summary>Which rule of RFC 6455 such bytes break, in the words that rules read.</summary>
    public static string Fault(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [var first, ..] when (first & 0x70) != 0 => "ReservedBits §5.2: sent on purpose",
        [ReservedOpcode, ..] => "ReservedOpcode §5.2: sent on purpose",
        [_, var second, ..] when (second & 0x80) == 0 => "NotMasked §5.1: sent on purpose",
        _ => "InvalidUtf8 §8.1: sent on purpose",
    };
}
