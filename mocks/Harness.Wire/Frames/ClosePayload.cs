using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Harness.Wire.Frames;

/// <summary>The payload of a close frame (RFC 6455 §5.5.1): nothing, or a big-endian code and a UTF-8 reason.</summary>
internal static class ClosePayload
{
    public static byte[] Write(WireClose close)
    {
        if (close.Code is not { } code) return [];
        var bytes = new byte[2 + Encoding.UTF8.GetByteCount(close.Reason)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)code);
        Encoding.UTF8.GetBytes(close.Reason, bytes.AsSpan(2));
        return bytes;
    }

    /// <summary>Reads what a peer sent; null with the violation where it may not be sent.</summary>
    public static WireClose? Read(ReadOnlySpan<byte> payload, out WireViolation? violation)
    {
        violation = null;
        if (payload.IsEmpty) return new WireClose(null, "");
        if (payload.Length == 1)
        {
            violation = new(WireViolationKind.ClosePayload, 1002, "5.5.1", "a close frame has no payload or at least two bytes, but this one has a single byte");
            return null;
        }

        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!MayBeSent(code))
        {
            violation = new(WireViolationKind.CloseCode, 1002, "7.4", $"close code {code} may not be sent on the wire");
            return null;
        }

        var reason = payload[2..];
        if (Utf8.IsValid(reason)) return new WireClose(code, Encoding.UTF8.GetString(reason));
        violation = new(WireViolationKind.InvalidUtf8, 1007, "8.1", "the reason of a close frame must be UTF-8, but is not");
        return null;
    }

    /// <summary>
    /// §7.4.1 and the IANA registry (1012 to 1014 were added later): 1004, 1005, 1006 and 1015 never cross the wire; 1016 to 2999 are not assigned;
    /// 3000 to 4999 belong to libraries and applications.
    /// </summary>
    public static bool MayBeSent(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
