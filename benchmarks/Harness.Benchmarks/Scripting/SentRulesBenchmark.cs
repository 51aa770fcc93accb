using System.Text;
using BenchmarkDotNet.Attributes;
using Harness.Benchmarks.Schemas;

namespace Harness.Benchmarks.Scripting;

/// <summary>
/// What a loaded scenario costs for each message that the mock sends, beside a server without any. Goal: a connection that no rule concerns pays nothing,
/// one whose messages no rule matches allocates nothing.
/// </summary>
[MemoryDiagnoser]
public class SentRulesBenchmark
{
    private const int Subscribers = 100;

    private readonly byte[][] _messages = [Encoding.UTF8.GetBytes(MarketMessage.Text), Encoding.UTF8.GetBytes(MarketMessage.Text)];
    private SilentConnection _free = null!;
    private SilentConnection _notConcerned = null!;
    private SilentConnection _matchedByNone = null!;
    private SilentConnection _matchedByTheLast = null!;
    private SilentConnection[] _subscribers = null!;
    private int _turn;

    [Params(0, 10, 1000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _free = ScriptBench.Connect(ScriptBench.Host(), ScriptBench.Path);
        _notConcerned = ScriptBench.Connect(ScriptBench.Host(ScriptBench.Rules(Rules, _ => "  - on: sent\n    path: /data-engine/tse-ifb/live/data/websocket/symbol/name\n    do: [discard]\n")), ScriptBench.Path);
        var others = ScriptBench.Rules(Rules, i => $"  - on: sent\n    where: {{ channel: best-limit, symbolIsin: IRX{i} }}\n    do: [discard]\n");
        _matchedByNone = ScriptBench.Connect(ScriptBench.Host(others), ScriptBench.Path);
        var host = ScriptBench.Host(others);
        _subscribers = [.. Enumerable.Range(1, Subscribers).Select(number => ScriptBench.Connect(host, ScriptBench.Path, number))];
        var last = Rules == 0 ? "" : ScriptBench.Rules(Rules - 1, i => $"  - on: sent\n    where: {{ channel: best-limit, symbolIsin: IRX{i} }}\n    do: [discard]\n") + "  - on: sent\n    where: { channel: best-limit }\n    do: [discard]\n";
        _matchedByTheLast = ScriptBench.Connect(ScriptBench.Host(last), ScriptBench.Path);
    }

    [Benchmark(Baseline = true)]
    public void NoScenario() => _free.BuiltIn(Next());

    [Benchmark]
    public void NotConcerned() => _notConcerned.BuiltIn(Next());

    /// <summary>Every message is a new one.</summary>
    [Benchmark]
    public void MatchedByNone() => _matchedByNone.BuiltIn(Next());

    /// <summary>Each message goes to many; the figure is for one of them.</summary>
    [Benchmark(OperationsPerInvoke = Subscribers)]
    public void BroadcastMatchedByNone()
    {
        var message = Next();
        foreach (var subscriber in _subscribers) subscriber.BuiltIn(message);
    }

    [Benchmark]
    public void MatchedByTheLast() => _matchedByTheLast.BuiltIn(Next());

    private byte[] Next() => _messages[_turn ^= 1];
}
