using System.Buffers.Binary;

namespace Harness.Mocks.Scripting.Choosing;

/// <summary>UTF-8 texts as keys that can be looked up by a span of a message.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Comparer Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] key) => GetHashCode(key.AsSpan());

    /// <summary>By length and both ends: words of a protocol differ there, and looking at no more is quicker than any real hash.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        if (alternate.Length >= sizeof(ulong))
        {
            var ends = (BinaryPrimitives.ReadUInt64LittleEndian(alternate) * 31) ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate[^sizeof(ulong)..]);
            return HashCode.Combine(ends, alternate.Length);
        }

        var hash = 17;
        foreach (var octet in alternate) hash = (hash * 31) + octet;
        return hash;
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
