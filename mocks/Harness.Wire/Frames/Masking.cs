using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Harness.Wire.Frames;

/// <summary>Masks and unmasks in place (RFC 6455 §5.3): byte i of the payload is XORed with byte i mod 4 of the key.</summary>
internal static class Masking
{
    /// <param name="key">The key as it lies on the wire, read little-endian.</param>
    /// <param name="offset">Position of the first byte within its payload.</param>
    public static void Apply(Span<byte> bytes, uint key, long offset)
    {
        // A key turned to start at the offset serves every group of four that follows.
        var turned = BitOperations.RotateRight(key, 8 * (int)(offset & 3));
        if (!BitConverter.IsLittleEndian) turned = BinaryPrimitives.ReverseEndianness(turned);

        if (Vector.IsHardwareAccelerated && bytes.Length >= Vector<byte>.Count)
        {
            var mask = Vector.AsVectorByte(new Vector<uint>(turned));
            var blocks = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
            foreach (ref var block in blocks) block ^= mask;
            bytes = bytes[(blocks.Length * Vector<byte>.Count)..];
        }

        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        foreach (ref var word in words) word ^= turned;
        bytes = bytes[(words.Length * sizeof(uint))..];

        Span<byte> rest = stackalloc byte[sizeof(uint)];
        MemoryMarshal.Write(rest, turned);
        for (var i = 0; i < bytes.Length; i++) bytes[i] ^= rest[i];
    }
}
