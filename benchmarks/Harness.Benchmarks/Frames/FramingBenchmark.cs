using System.Text;
using BenchmarkDotNet.Attributes;
using Harness.Benchmarks.Schemas;
using Harness.Wire;
using Harness.Wire.Frames;

namespace Harness.Benchmarks.Frames;

/// <summary>One market message between its payload and its frame: written once for all receivers, read once by each. Beside it, a mere copy of the payload.</summary>
[MemoryDiagnoser]
public class FramingBenchmark
{
    private readonly byte[] _payload = Encoding.UTF8.GetBytes(MarketMessage.Text);
    private readonly FrameReader _reader = new(WireRole.Client, 1 << 20);
    private byte[] _framed = null!;

    [GlobalSetup]
    public void Prepare() => _framed = FrameWriter.Frame(WireOpcode.Text, _payload);

    [Benchmark(Baseline = true)]
    public byte[] Copy() => _payload.AsSpan().ToArray();

    [Benchmark]
    public WireMessage Frame() => WireMessage.Text(_payload);

    [Benchmark]
    public int Read() => _reader.Consume(_framed, out _).Payload.Length;
}
