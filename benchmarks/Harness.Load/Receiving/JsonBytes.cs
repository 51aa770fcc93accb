using System.Buffers.Text;

namespace Harness.Load.Receiving;

/// <summary>
/// Reads single members out of a message's bytes by searching, without parsing it: a load generator that parsed every message would measure itself. What
/// it needs are short members outside of any text, for which a search is enough.
/// </summary>
internal static class JsonBytes
{
    /// <summary>The value of the first member of that name.</summary>
    /// <param name="json">The message.</param>
    /// <param name="quotedName">With its quotes: <c>"type"</c>.</param>
    /// <returns>A text without its quotes, or the bytes from the value's first on; empty where there is none.</returns>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        while (true)
        {
            var at = json.IndexOf(quotedName);
            if (at < 0) return default;
            json = json[(at + quotedName.Length)..];
            if (IsMember(json, out var value)) return value;
        }
    }

    /// <summary>The value of the last member of that name; see <see cref="First"/>.</summary>
    public static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        while (true)
        {
            var at = json.LastIndexOf(quotedName);
            if (at < 0) return default;
            if (IsMember(json[(at + quotedName.Length)..], out var value)) return value;
            json = json[..at];
        }
    }

    /// <summary>The value as a whole number; null where it is none.</summary>
    public static long? Number(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value, out long number, out _) ? number : null;

    private static bool IsMember(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        value = rest.TrimStart(" \t\r\n"u8);
        if (value.IsEmpty || value[0] != (byte)':') return false;
        value = value[1..].TrimStart(" \t\r\n"u8);
        if (value.IsEmpty) return false;
        if (value[0] != (byte)'"') return true;
        value = value[1..];
        var end = value.IndexOf((byte)'"');
        if (end < 0) return false;
        value = value[..end];
        return true;
    }
}
