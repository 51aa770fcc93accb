using Harness.Wire;

namespace Harness.Mocks.Journal;

/// <summary>
/// Names what a frame that was sent raw breaks, in the word of <see cref="WireViolationKind"/> that rules read: a client has to fail the connection for it.
/// </summary>
internal static class RawFrameFault
{
    /// <returns>Null for bytes that begin no frame, or a frame whose header is in order.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return null;
        var opcode = bytes[0] & 0x0F;
        var isControl = opcode >= 8;
        if ((bytes[0] & 0x70) != 0) return Name(WireViolationKind.ReservedBits, "5.2");
        if (opcode is (> 2 and < 8) or > 10) return Name(WireViolationKind.ReservedOpcode, "5.2");
        if ((bytes[1] & 0x80) != 0) return Name(WireViolationKind.Masked, "5.1");
        if (isControl && (bytes[0] & 0x80) == 0) return Name(WireViolationKind.FragmentedControl, "5.5");
        return isControl && (bytes[1] & 0x7F) > 125 ? Name(WireViolationKind.ControlTooLong, "5.5") : null;
    }

    private static string Name(WireViolationKind kind, string section) => $"{kind} §{section}: sent on purpose";
}
