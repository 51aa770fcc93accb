namespace Harness.Wire.Frames;

/// <summary>What RFC 6455 allows a peer's frame header to say, given who we are and whether a message is half received.</summary>
internal static class FrameRules
{
    /// <summary>Judges the first two bytes, before a length or a mask has come.</summary>
    public static WireViolation? Check(FrameHeader header, WireRole role, bool messageOpen)
    {
        if (header.ReservedBits != 0)
        {
            return Violation(WireViolationKind.ReservedBits, "5.2", $"the reserved bits must be 0 as no extension was agreed, but are {header.ReservedBits:b3}");
        }

        if (header.Opcode is not (WireOpcode.Continuation or WireOpcode.Text or WireOpcode.Binary or WireOpcode.Close or WireOpcode.Ping or WireOpcode.Pong))
        {
            return Violation(WireViolationKind.ReservedOpcode, "5.2", $"opcode 0x{(int)header.Opcode:X} is reserved");
        }

        return CheckMask(header, role) ?? (header.IsControl ? CheckControl(header) : CheckSequence(header, messageOpen));
    }

    /// <summary>Judges the length, once the whole header is there.</summary>
    public static WireViolation? CheckLength(FrameHeader header)
    {
        if (header.Length > long.MaxValue)
        {
            return Violation(WireViolationKind.LengthTooLarge, "5.2", "the top bit of a 64-bit length must be 0, but is 1");
        }

        var isMinimal = header.ShortLength switch { 126 => header.Length > 125, 127 => header.Length > ushort.MaxValue, _ => true };
        return isMinimal
            ? null
            : Violation(WireViolationKind.LengthNotMinimal, "5.2", $"a length must be written in as few bytes as it needs, but {header.Length} takes {(header.ShortLength == 126 ? 16 : 64)} bits");
    }

    private static WireViolation? CheckMask(FrameHeader header, WireRole role) => (role, header.IsMasked) switch
    {
        (WireRole.Server, false) => Violation(WireViolationKind.NotMasked, "5.1", "a client must mask every frame, but this one has no mask"),
        (WireRole.Client, true) => Violation(WireViolationKind.Masked, "5.1", "a server must not mask a frame, but this one has a mask"),
        _ => null,
    };

    private static WireViolation? CheckControl(FrameHeader header)
    {
        if (!header.Fin) return Violation(WireViolationKind.FragmentedControl, "5.5", $"a {header.Opcode} must not be fragmented, but FIN is 0");
        return header.ShortLength <= FrameHeader.MaxControlPayload
            ? null
            : Violation(WireViolationKind.ControlTooLong, "5.5", $"a {header.Opcode} carries at most 125 bytes, but this one has an extended length");
    }

    private static WireViolation? CheckSequence(FrameHeader header, bool messageOpen) => (header.Opcode, messageOpen) switch
    {
        (WireOpcode.Continuation, false) => Violation(WireViolationKind.UnexpectedContinuation, "5.4", "a continuation must continue a message, but none is open"),
        (not WireOpcode.Continuation, true) => Violation(WireViolationKind.ExpectedContinuation, "5.4", $"a fragmented message must be finished first, but a new {header.Opcode} message began"),
        _ => null,
    };

    private static WireViolation Violation(WireViolationKind kind, string section, string message) => new(kind, 1002, section, message);
}
