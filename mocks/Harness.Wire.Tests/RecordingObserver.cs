using System.Collections.Concurrent;
using System.Text;

namespace Harness.Wire.Tests;

/// <summary>Keeps what an observer sees, in order: "in Text hello", "out Close 1000 bye".</summary>
internal sealed class RecordingObserver : IWireObserver
{
    private readonly ConcurrentQueue<string> _seen = new();
    private int _inside;

    public IReadOnlyList<string> Seen => [.. _seen];

    public bool Overlapped { get; private set; }

    public void Received(WireOpcode opcode, ReadOnlyMemory<byte> payload) => Note($"in {opcode} {Encoding.UTF8.GetString(payload.Span)}");

    public void ReceivedClose(WireClose close) => Note($"in Close {close.Code} {close.Reason}");

    public void Sent(WireMessage message) => Note($"out {(message.IsRaw ? "Raw" : message.Opcode)} {Encoding.UTF8.GetString(message.Payload.Span)}");

    public void SentClose(WireClose close) => Note($"out Close {close.Code} {close.Reason}");

    public void Discarded(WireMessage message) => Note($"discarded {Encoding.UTF8.GetString(message.Payload.Span)}");

    public void Ended(WireClosed closed) => Note($"ended {closed.Ending}");

    private void Note(string what)
    {
        if (Interlocked.Increment(ref _inside) != 1) Overlapped = true;
        _seen.Enqueue(what.TrimEnd());
        Interlocked.Decrement(ref _inside);
    }
}
