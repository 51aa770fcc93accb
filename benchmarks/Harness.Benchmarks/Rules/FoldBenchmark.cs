using BenchmarkDotNet.Attributes;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Benchmarks.Rules;

/// <summary>What a frame costs a judge with all rules of odin, of RFC 6455 and of duty, beside a judge that has none.</summary>
[MemoryDiagnoser]
public class FoldBenchmark
{
    private const int Frames = 1000;

    private Transcript _session = null!;

    [GlobalSetup]
    public void Prepare() => _session = PlayedSession.Odin(Frames);

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public int NoRules() => Judge(new Judge(_session.Header, []));

    [Benchmark(OperationsPerInvoke = Frames)]
    public int AllRules() => Judge(new Judge(_session.Header));

    private int Judge(Judge judge)
    {
        foreach (var frame in _session.Frames) judge.OnFrame(frame);
        return judge.Findings.Count;
    }
}
