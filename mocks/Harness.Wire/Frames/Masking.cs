using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Harness.Wire.Frames;

/// <summary>Masks and unmasks in place (RFC 6455 §5.3): byte i of the payload is XORed with byte i mod 4 of the key.</summary>
internal static class Masking
{
    /// <param name="offset">Position of the first byte within its payload.</param>
    public static void Apply(Span<byte> bytes, ReadOnlySpan<byte> key, long offset)
    {
        // A key turned to start at the offset serves every aligned group of four that follows.
        var turned = BitOperations.RotateRight(BinaryPrimitives.ReadUInt32LittleEndian(key), 8 * (int)(offset & 3));
        if (!BitConverter.IsLittleEndian) turned = BinaryPrimitives.ReverseEndianness(turned);

        var i = 0;
        if (Vector.IsHardwareAccelerated && bytes.Length >= Vector<byte>.Count)
        {
            var mask = Vector.AsVectorByte(new Vector<uint>(turned));
            foreach (ref var block in MemoryMarshal.Cast<byte, Vector<byte>>(bytes)) block ^= mask;
            i = bytes.Length - (bytes.Length % Vector<byte>.Count);
        }

        foreach (ref var word in MemoryMarshal.Cast<byte, uint>(bytes[i..])) word ^= turned;
        Span<byte> rest = stackalloc byte[sizeof(uint)];
        MemoryMarshal.Write(rest, turned);
        for (i = bytes.Length & ~3; i < bytes.Length; i++) bytes[i] ^= rest[i & 3];
    }
}
