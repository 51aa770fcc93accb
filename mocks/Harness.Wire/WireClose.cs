using System.Text;

namespace Harness.Wire;

/// <summary>What a close frame says (RFC 6455 §5.5.1).</summary>
/// <param name="Code">The code, or null for an empty close frame.</param>
/// <param name="Reason">The reason; empty where there is none.</param>
public readonly record struct WireClose(int? Code, string Reason)
{
    /// <summary>The longest reason that fits into a control frame, in UTF-8 bytes.</summary>
    public const int MaxReasonBytes = 123;

    /// <summary>A close frame that can be framed, whether or not RFC 6455 lets it be sent.</summary>
    internal static WireClose Checked(int? code, string? reason)
    {
        reason ??= "";
        if (code is < 0 or > ushort.MaxValue) throw new ArgumentException($"A close code is a number from 0 to 65535, but was {code}.", nameof(code));
        if (code is null && reason.Length > 0) throw new ArgumentException("A close frame without a code has no room for a reason: give a code, or no reason.", nameof(reason));
        var bytes = Encoding.UTF8.GetByteCount(reason);
        if (bytes <= MaxReasonBytes) return new WireClose(code, reason);
        throw new ArgumentException($"A close reason takes at most {MaxReasonBytes} bytes of UTF-8, but was given {bytes}: shorten it.", nameof(reason));
    }
}
