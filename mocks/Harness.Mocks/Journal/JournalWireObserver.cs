using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;
using Harness.Wire;

namespace Harness.Mocks.Journal;

/// <summary>Writes down what one connection's wire reports, seen from the server's side.</summary>
internal sealed class JournalWireObserver(Journal journal, JournalConnection connection) : IWireObserver
{
    private long _received;
    private long _told;

    /// <summary>What raw bytes that are being sent amount to as a text message, where they do.</summary>
    public ReadOnlyMemory<byte>? RawAs { get; set; }

    /// <summary>How many messages of the peer it has written down.</summary>
    public long Messages => Volatile.Read(ref _told);

    /// <summary>Whether it has written down the end.</summary>
    public bool HasEnded { get; private set; }

    public void Received(WireOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        if (opcode is WireOpcode.Text or WireOpcode.Binary) Volatile.Write(ref _told, _told + 1);
        _received = journal.Record(connection, Kind(opcode), Party.Client, payload.ToArray());
    }

    /// <summary>Writes beside the message that was received last.</summary>
    public void Annotate(NearMiss miss) => journal.Annotate(connection, _received, miss);

    public void ReceivedClose(WireClose close) =>
        journal.Record(connection, FrameKind.Close, Party.Client, default, new CloseDetail(close.Code, close.Reason));

    public void Sent(WireMessage message)
    {
        if (!message.IsRaw)
        {
            journal.Record(connection, Kind(message.Opcode), Party.Server, message.Payload);
        }
        else if (RawFrameFault.Of(message.Payload.Span) is null && RawAs is { } text)
        {
            journal.Record(connection, FrameKind.Text, Party.Server, text);
        }
        else
        {
            journal.Record(connection, FrameKind.Binary, Party.Server, message.Payload, RawFrameFault.Of(message.Payload.Span) is { } broken ? new CloseDetail(null, broken) : null);
        }
    }

    public void SentClose(WireClose close) =>
        journal.Record(connection, FrameKind.Close, Party.Server, default, new CloseDetail(close.Code, close.Reason));

    public void Discarded(WireMessage message) => journal.RecordGap(connection);

    public void Ended(WireClosed closed)
    {
        HasEnded = true;
        if (closed.Violation is { } violation)
        {
            // The peer's bytes were no frame: what stands in the journal is which rule of the RFC they broke.
            journal.Record(connection, FrameKind.Reset, Party.Client, default, new CloseDetail(violation.Code, $"{violation.Kind} §{violation.Section}: {violation.Message}"));
        }
        else if (closed.Ending is WireEnding.PeerCut or WireEnding.PeerReset)
        {
            journal.Record(connection, FrameKind.Reset, Party.Client, default, new CloseDetail(null, closed.Ending == WireEnding.PeerCut ? "cut" : "reset"));
        }
        else if (closed.Sent is null || closed.Ending is WireEnding.Cut or WireEnding.Reset or WireEnding.SlowConsumer or WireEnding.Cancelled)
        {
            // Ours to end, and after a close frame of ours as well: the peer had no time to answer it then.
            journal.Record(connection, FrameKind.Reset, Party.Server, default, new CloseDetail(null, Reason(closed.Ending)));
        }

        journal.End(connection);
    }

    private static FrameKind Kind(WireOpcode opcode) => opcode switch
    {
        WireOpcode.Text => FrameKind.Text,
        WireOpcode.Ping => FrameKind.Ping,
        WireOpcode.Pong => FrameKind.Pong,
        _ => FrameKind.Binary,
    };

    private static string Reason(WireEnding ending) => ending switch
    {
        WireEnding.Cut => "cut",
        WireEnding.SlowConsumer => "slow consumer",
        WireEnding.Cancelled => "server stopped",
        _ => "reset",
    };
}
