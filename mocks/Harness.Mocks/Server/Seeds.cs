using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Mocks.Server;

/// <summary>
/// All chance of one run. Each purpose has a stream of its own, named, so that a new consumer never shifts what the others draw:
/// the same seed gives the same keys, ids and prices whatever else the server does.
/// </summary>
internal sealed class Seeds(ulong seed)
{
    public ulong Seed { get; } = seed;

    /// <summary>A generator for one purpose, the same for the same seed and name.</summary>
    public Random Stream(string name)
    {
        Span<byte> digest = stackalloc byte[32];
        Derive(name, digest);
        return new Random(BinaryPrimitives.ReadInt32LittleEndian(digest));
    }

    /// <summary>Key material for one purpose, up to 32 bytes.</summary>
    public byte[] Key(string name, int length = 32)
    {
        Span<byte> digest = stackalloc byte[32];
        Derive(name, digest);
        return digest[..length].ToArray();
    }

    private void Derive(string name, Span<byte> digest)
    {
        Span<byte> material = stackalloc byte[8 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(material, Seed);
        var length = Encoding.UTF8.GetBytes(name, material[8..]);
        SHA256.HashData(material[..(8 + length)], digest);
    }
}
