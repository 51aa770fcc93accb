using System.Text;
using System.Threading.Channels;

namespace Harness.Wire.Tests;

/// <summary>Keeps what a connection tells its owner: "Text hello", "Ping 01", and its end.</summary>
internal sealed class RecordingHandler : IWireHandler
{
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<WireClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closedCalls;

    /// <summary>Set by a test around a call, to see whether the end is told within it.</summary>
    [field: ThreadStatic]
    public static bool Inside { get; set; }

    public bool ClosedInside { get; private set; }

    /// <summary>Runs in each message's call.</summary>
    public Action<WireOpcode, ReadOnlyMemory<byte>>? Message { get; init; }

    public Task<WireClosed> Closed => _closed.Task;

    public int ClosedCalls => _closedCalls;

    public Task<string> NextAsync() => _calls.Reader.ReadAsync().InTime("a call of the handler");

    /// <summary>Everything told so far and not yet taken.</summary>
    public List<string> Rest()
    {
        var rest = new List<string>();
        while (_calls.Reader.TryRead(out var call)) rest.Add(call);
        return rest;
    }

    public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        _calls.Writer.TryWrite(opcode == WireOpcode.Text ? $"Text {Encoding.UTF8.GetString(payload.Span)}" : $"{opcode} {Convert.ToHexString(payload.Span)}");
        Message?.Invoke(opcode, payload);
    }

    public void OnPing(ReadOnlyMemory<byte> payload) => _calls.Writer.TryWrite($"Ping {Convert.ToHexString(payload.Span)}");

    public void OnPong(ReadOnlyMemory<byte> payload) => _calls.Writer.TryWrite($"Pong {Convert.ToHexString(payload.Span)}");

    public void OnClosed(WireClosed closed)
    {
        Interlocked.Increment(ref _closedCalls);
        ClosedInside = Inside;
        _closed.TrySetResult(closed);
    }
}
