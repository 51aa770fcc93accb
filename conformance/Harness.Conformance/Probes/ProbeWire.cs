using Harness.Fixtures.Transcripts;
using Harness.Wire;

namespace Harness.Conformance.Probes;

/// <summary>Writes down what the wire of one connection reports, seen from the client's side.</summary>
internal sealed class ProbeWire(ProbeConnection connection) : IWireObserver, IWireHandler
{
    public void Received(WireOpcode opcode, ReadOnlyMemory<byte> payload) => connection.Add(Kind(opcode), Party.Server, payload.ToArray());

    public void ReceivedClose(WireClose close) => connection.Add(FrameKind.Close, Party.Server, default, close.Code, close.Reason);

    public void Sent(WireMessage message) =>
        connection.Add(Kind(message.Opcode), Party.Client, message.Payload, reason: message.IsRaw ? BrokenFrames.Fault(message.Payload.Span) : null);

    public void SentClose(WireClose close) => connection.Add(FrameKind.Close, Party.Client, default, close.Code, close.Reason);

    public void Ended(WireClosed closed)
    {
        if (closed.Violation is { } violation)
        {
            connection.Add(FrameKind.Reset, Party.Server, default, violation.Code, $"{violation.Kind} §{violation.Section}: {violation.Message}");
        }
        else if (closed.Ending is WireEnding.PeerCut or WireEnding.PeerReset)
        {
            connection.Add(FrameKind.Reset, Party.Server, default, null, closed.Ending == WireEnding.PeerCut ? "cut" : "reset");
        }
        else if (closed.Sent is null)
        {
            connection.Add(FrameKind.Reset, Party.Client, default, null, closed.Ending == WireEnding.Reset ? "reset" : "cut");
        }
    }

    void IWireHandler.OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        // It is written down; the step engine reads it there.
    }

    void IWireHandler.OnClosed(WireClosed closed)
    {
    }

    private static FrameKind Kind(WireOpcode opcode) => opcode switch
    {
        WireOpcode.Text => FrameKind.Text,
        WireOpcode.Ping => FrameKind.Ping,
        WireOpcode.Pong => FrameKind.Pong,
        _ => FrameKind.Binary,
    };
}
