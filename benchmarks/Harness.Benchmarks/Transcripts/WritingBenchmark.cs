using BenchmarkDotNet.Attributes;
using Harness.Benchmarks.Rules;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Benchmarks.Transcripts;

/// <summary>Writes a session to a file's worth of JSON Lines, with its secrets and without.</summary>
[MemoryDiagnoser]
public class WritingBenchmark
{
    private const int Frames = 1000;

    private readonly Redactor _redactor = new(new byte[32]);
    private Transcript _session = null!;

    [GlobalSetup]
    public void Prepare() => _session = PlayedSession.Odin(Frames);

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public void AsItIs() => Write(null);

    [Benchmark(OperationsPerInvoke = Frames)]
    public void WithoutSecrets() => Write(_redactor);

    private void Write(Redactor? redactor)
    {
        using var writer = new TranscriptWriter(Stream.Null, _session.Header, redactor);
        foreach (var frame in _session.Frames) writer.Write(frame);
    }
}
