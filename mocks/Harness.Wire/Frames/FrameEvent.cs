namespace Harness.Wire.Frames;

/// <summary>What <see cref="FrameReader"/> found: a whole message, a control frame, a violation, or nothing yet.</summary>
internal readonly struct FrameEvent
{
    private FrameEvent(FrameEventKind kind, WireOpcode opcode, ReadOnlyMemory<byte> payload, WireClose close, WireViolation? violation)
    {
        Kind = kind;
        Opcode = opcode;
        Payload = payload;
        Close = close;
        Violation = violation;
    }

    public FrameEventKind Kind { get; }

    public WireOpcode Opcode { get; }

    /// <summary>Valid until the reader is called again.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    public WireClose Close { get; }

    public WireViolation? Violation { get; }

    public static FrameEvent Of(WireOpcode opcode, ReadOnlyMemory<byte> payload) => new(FrameEventKind.Message, opcode, payload, default, null);

    public static FrameEvent Of(WireClose close) => new(FrameEventKind.Close, WireOpcode.Close, default, close, null);

    public static FrameEvent Of(WireViolation violation) => new(FrameEventKind.Violation, default, default, default, violation);
}

internal enum FrameEventKind
{
    /// <summary>More bytes are needed.</summary>
    None,

    /// <summary>Text, binary, ping or pong.</summary>
    Message,
    Close,
    Violation,
}
