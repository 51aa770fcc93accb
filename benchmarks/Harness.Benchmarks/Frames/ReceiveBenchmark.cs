using System.Text;
using BenchmarkDotNet.Attributes;
using Harness.Wire;
using Harness.Wire.Frames;
using Harness.Wire.Transports;

namespace Harness.Benchmarks.Frames;

/// <summary>
/// What a message of a client costs from its bytes to the handler: in a whole connection, and in the frame reader alone. A thousand requests, read in pieces
/// of 16 KB as from a socket.
/// </summary>
[MemoryDiagnoser]
public class ReceiveBenchmark
{
    private const int Messages = 1000;

    private byte[] _bytes = null!;
    private byte[] _copy = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var request = new RawFrame { Payload = Encoding.UTF8.GetBytes("""{"action":"subscribe","stocks":["SBIN","RELIANCE","TCS"]}"""), Mask = 0x11223344 }.ToBytes();
        _bytes = [.. Enumerable.Repeat(request, Messages).SelectMany(bytes => bytes)];
        _copy = new byte[_bytes.Length];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public int ReaderAlone()
    {
        // It unmasks in place, so that each round needs bytes of its own.
        _bytes.CopyTo(_copy, 0);
        using var reader = new FrameReader(WireRole.Server, 1 << 20);
        var unread = _copy.AsMemory();
        var length = 0;
        while (true)
        {
            var found = reader.Consume(unread, out var consumed);
            if (found.Kind == FrameEventKind.None) return length;
            length += found.Payload.Length;
            unread = unread[consumed..];
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int Connection()
    {
        var handler = new Counter();
        new WireConnection(WireRole.Server, new Tape(_bytes), WireOptions.Default, TimeProvider.System).RunAsync(handler, CancellationToken.None).GetAwaiter().GetResult();
        return handler.Count;
    }

    private sealed class Counter : IWireHandler
    {
        public int Count { get; private set; }

        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload) => Count++;

        public void OnClosed(WireClosed closed)
        {
        }
    }

    /// <summary>Plays bytes once, and ends.</summary>
    private sealed class Tape(byte[] bytes) : WireTransport
    {
        private int _played;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var length = Math.Min(buffer.Length, bytes.Length - _played);
            bytes.AsSpan(_played, length).CopyTo(buffer.Span);
            _played += length;
            return ValueTask.FromResult(length);
        }

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
