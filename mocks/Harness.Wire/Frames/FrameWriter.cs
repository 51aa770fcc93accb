using System.Buffers.Binary;

namespace Harness.Wire.Frames;

/// <summary>Writes frame headers (the diagram stands at <see cref="FrameHeader"/>).</summary>
internal static class FrameWriter
{
    /// <summary>The longest header: two bytes, a 64-bit length and a mask.</summary>
    public const int MaxHeaderBytes = 14;

    private const byte FinBit = 0x80;
    private const byte MaskBit = 0x80;

    /// <summary>How many bytes <see cref="WriteHeader"/> needs.</summary>
    public static int HeaderBytes(int length, bool masked) => 2 + LengthBytes(length) + (masked ? 4 : 0);

    /// <summary>Writes a header in its shortest form and returns its size.</summary>
    /// <param name="mask">Four bytes, or none for a frame without a mask.</param>
    public static int WriteHeader(Span<byte> target, bool fin, WireOpcode opcode, int length, ReadOnlySpan<byte> mask = default)
    {
        target[0] = (byte)((fin ? FinBit : 0) | (int)opcode);
        var lengthBytes = LengthBytes(length);
        switch (lengthBytes)
        {
            case 0:
                target[1] = (byte)length;
                break;
            case 2:
                target[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)length);
                break;
            default:
                target[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(target[2..], (ulong)length);
                break;
        }

        if (mask.IsEmpty) return 2 + lengthBytes;
        target[1] |= MaskBit;
        mask.CopyTo(target[(2 + lengthBytes)..]);
        return 2 + lengthBytes + mask.Length;
    }

    /// <summary>A whole frame without a mask.</summary>
    public static byte[] Frame(WireOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[HeaderBytes(payload.Length, masked: false) + payload.Length];
        var header = WriteHeader(bytes, fin: true, opcode, payload.Length);
        payload.CopyTo(bytes.AsSpan(header));
        return bytes;
    }

    private static int LengthBytes(int length) => length switch { < 126 => 0, <= ushort.MaxValue => 2, _ => 8 };
}
