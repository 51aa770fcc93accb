using System.Text;

namespace Harness.Mocks.Server;

/// <summary>The reason of a close frame has at most 123 bytes (RFC 6455 §5.5.1): longer ones are cut at a character.</summary>
internal static class CloseReason
{
    private const int Longest = 123;

    public static string Fit(string reason)
    {
        if (Encoding.UTF8.GetByteCount(reason) <= Longest) return reason;
        var bytes = 0;
        var length = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > Longest - 3) break;
            bytes += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return string.Concat(reason.AsSpan(0, length), "…");
    }
}
