using System.Buffers.Binary;

namespace Harness.Wire.Frames;

/// <summary>
/// A frame with every bit at will, to break RFC 6455 on purpose: send <c>WireMessage.Raw(new RawFrame { … }.ToBytes())</c>.
/// </summary>
public sealed record RawFrame
{
    public bool Fin { get; init; } = true;

    /// <summary>RSV1, RSV2 and RSV3 as a number from 0 to 7; RSV1 is 4.</summary>
    public int ReservedBits { get; init; }

    /// <summary>0 to 15, reserved ones included.</summary>
    public int Opcode { get; init; } = (int)WireOpcode.Text;

    /// <summary>The masking key, written big-endian; null for none.</summary>
    public uint? Mask { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The length that the header claims, where it is not the payload's.</summary>
    public ulong? ClaimedLength { get; init; }

    /// <summary>Bytes of the extended length: 0, 2 or 8; null for the shortest form.</summary>
    public int? LengthBytes { get; init; }

    public byte[] ToBytes()
    {
        var length = ClaimedLength ?? (ulong)Payload.Length;
        var lengthBytes = LengthBytes ?? length switch { < 126 => 0, <= ushort.MaxValue => 2, _ => 8 };
        var bytes = new byte[2 + lengthBytes + (Mask is null ? 0 : 4) + Payload.Length];
        bytes[0] = (byte)((Fin ? 0x80 : 0) | (ReservedBits & 7) << 4 | Opcode & 15);
        bytes[1] = (byte)((Mask is null ? 0 : 0x80) | lengthBytes switch { 0 => (int)(length & 0x7F), 2 => 126, 8 => 127, _ => throw LengthError() });
        if (lengthBytes == 2) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)length);
        if (lengthBytes == 8) BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), length);
        var payload = bytes.AsSpan(bytes.Length - Payload.Length);
        Payload.Span.CopyTo(payload);
        if (Mask is not { } mask) return bytes;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2 + lengthBytes), mask);
        Masking.Apply(payload, BinaryPrimitives.ReverseEndianness(mask), offset: 0);
        return bytes;
    }

    private InvalidOperationException LengthError() => new($"{nameof(LengthBytes)} must be 0, 2 or 8, but is {LengthBytes}.");
}
