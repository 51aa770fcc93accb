using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Harness.Mocks.Recording;

/// <summary>A body as text, for a transcript: what crossed the wire compressed is written down as what it says.</summary>
internal static class BodyText
{
    private const int Longest = 16 * 1024 * 1024;

    /// <returns>Null for a body that is no text, or not what its header says.</returns>
    public static string? Of(ReadOnlyMemory<byte> body, string? encoding)
    {
        var plain = Plain(body, encoding?.Trim().ToLowerInvariant());
        return plain is { } bytes && Utf8.IsValid(bytes.Span) ? Encoding.UTF8.GetString(bytes.Span) : null;
    }

    private static ReadOnlyMemory<byte>? Plain(ReadOnlyMemory<byte> body, string? encoding)
    {
        if (encoding is null or "" or "identity") return body;
        using var packed = new MemoryStream(body.ToArray());
        using Stream? unpacking = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        if (unpacking is null) return null;
        try
        {
            using var plain = new MemoryStream();
            var piece = new byte[16 * 1024];
            while (plain.Length < Longest && unpacking.Read(piece) is > 0 and var read) plain.Write(piece.AsSpan(0, read));
            return plain.ToArray();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
