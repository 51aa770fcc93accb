using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Harness.Wire.Frames;

namespace Harness.Benchmarks.Frames;

/// <summary>Masks a payload in place (RFC 6455 §5.3), beside the loop of the RFC: one byte after another.</summary>
[MemoryDiagnoser]
public class MaskingBenchmark
{
    private const uint Key = 0x1234_5678;

    private byte[] _payload = null!;

    [Params(125, 343, 64 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare() => _payload = new byte[Bytes];

    [Benchmark(Baseline = true)]
    public void ByteByByte()
    {
        Span<byte> key = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(key, Key);
        for (var i = 0; i < _payload.Length; i++) _payload[i] ^= key[i & 3];
    }

    [Benchmark]
    public void Masking() => Harness.Wire.Frames.Masking.Apply(_payload, Key, 0);
}
