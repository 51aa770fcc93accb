using System.Text;
using BenchmarkDotNet.Attributes;
using Harness.Benchmarks.Schemas;
using Harness.Wire;
using Harness.Wire.Transports;

namespace Harness.Benchmarks.Broadcast;

/// <summary>
/// What bringing a message to one more subscriber costs before the system call: one message after another, and in bursts; all of a burst, and every second
/// message of it, which has to be copied together for each subscriber.
/// </summary>
[MemoryDiagnoser]
public class FanOutBenchmark
{
    private const int Subscribers = 1000;
    private const int Messages = 64;

    private readonly WireBurst _burst = new();
    private readonly BurstRange[] _everySecond = [.. Enumerable.Range(0, Messages / 2).Select(i => new BurstRange(i * 2, (i * 2) + 1))];
    private WireConnection[] _connections = null!;
    private WireMessage[] _messages = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var payload = Encoding.UTF8.GetBytes(MarketMessage.Text);
        _connections = [.. Enumerable.Range(0, Subscribers).Select(_ => new WireConnection(WireRole.Server, new Sink(), WireOptions.Default, TimeProvider.System))];
        _messages = [.. Enumerable.Range(0, Messages).Select(_ => WireMessage.Text(payload))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Subscribers * Messages)]
    public void OneByOne()
    {
        foreach (var message in _messages)
        {
            foreach (var connection in _connections) connection.Send(message);
        }
    }

    [Benchmark(OperationsPerInvoke = Subscribers * Messages)]
    public void InBursts() => Share([new BurstRange(0, Messages)]);

    [Benchmark(OperationsPerInvoke = Subscribers * Messages / 2)]
    public void EverySecondOfABurst() => Share(_everySecond);

    private void Share(BurstRange[] ranges)
    {
        _burst.Clear();
        foreach (var message in _messages) _burst.Add(message);
        foreach (var connection in _connections) connection.SendShared(_burst, ranges);
        foreach (var connection in _connections) connection.Flush();
    }

    private sealed class Sink : WireTransport
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => ValueTask.FromResult(0);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

        public override void Cut()
        {
        }

        public override void Reset()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
