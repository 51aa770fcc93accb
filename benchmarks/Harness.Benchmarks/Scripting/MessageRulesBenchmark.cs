using BenchmarkDotNet.Attributes;

namespace Harness.Benchmarks.Scripting;

/// <summary>What a loaded scenario costs for each message of a client. A message that comes near to a rule and misses it is explained to the journal.</summary>
[MemoryDiagnoser]
public class MessageRulesBenchmark
{
    private readonly byte[] _message = """{"action":"subscribe","channels":["market_data"],"exchange":"binance","symbols":["BTCUSDT"]}"""u8.ToArray();
    private SilentConnection _free = null!;
    private SilentConnection _notConcerned = null!;
    private SilentConnection _missed = null!;
    private SilentConnection _matched = null!;

    [Params(0, 10, 1000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _free = ScriptBench.Connect(ScriptBench.Host(), ScriptBench.Path);
        _notConcerned = ScriptBench.Connect(ScriptBench.Host(ScriptBench.Rules(Rules, _ => "  - on: message\n    connection: 2\n    do: [discard]\n")), ScriptBench.Path);
        _missed = ScriptBench.Connect(ScriptBench.Host(ScriptBench.Rules(Rules, i => $"  - on: message\n    where: {{ action: subscribe, symbols: [S{i}] }}\n    do: [discard]\n")), ScriptBench.Path);
        var last = Rules == 0 ? "" : ScriptBench.Rules(Rules - 1, i => $"  - on: message\n    where: {{ action: act{i} }}\n    do: [discard]\n") + "  - on: message\n    where: { action: subscribe }\n    do: [discard]\n";
        _matched = ScriptBench.Connect(ScriptBench.Host(last), ScriptBench.Path);
    }

    [Benchmark(Baseline = true)]
    public void NoScenario() => _free.Says(_message);

    [Benchmark]
    public void NotConcerned() => _notConcerned.Says(_message);

    [Benchmark]
    public void NearMiss() => _missed.Says(_message);

    [Benchmark]
    public void MatchedByTheLast() => _matched.Says(_message);
}
