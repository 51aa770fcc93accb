using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Harness.Mocks.Tests.Playing;

/// <summary>A frame as it stood on the wire, whatever RFC 6455 says of it.</summary>
/// <param name="At">When its last byte had come, on the clock of the test.</param>
internal sealed record SeenFrame(DateTimeOffset At, bool Fin, int ReservedBits, int Opcode, bool Masked, byte[] Payload)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, with U+FFFD where it is broken.</summary>
    public string Text => Encoding.UTF8.GetString(Payload);

    public bool IsUtf8
    {
        get
        {
            try
            {
                Strict.GetCharCount(Payload);
                return true;
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
        }
    }

    /// <summary>Null where it is no JSON.</summary>
    public JsonElement? Json
    {
        get
        {
            try
            {
                return JsonElement.Parse(Payload);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The code of a close frame; null where it has none.</summary>
    public int? CloseCode => Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : null;

    public string CloseReason => Payload.Length > 2 ? Encoding.UTF8.GetString(Payload.AsSpan(2)) : "";

    /// <summary>Takes the first frame out of the bytes that have come; null while it is not whole.</summary>
    public static SeenFrame? Take(List<byte> bytes, DateTimeOffset now)
    {
        if (bytes.Count < 2) return null;
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
        var (first, second) = (span[0], span[1]);
        var (length, header) = (second & 0x7f) switch
        {
            126 when span.Length >= 4 => (BinaryPrimitives.ReadUInt16BigEndian(span[2..]), 4),
            127 when span.Length >= 10 => ((long)BinaryPrimitives.ReadUInt64BigEndian(span[2..]), 10),
            < 126 and var small => (small, 2),
            _ => (-1L, 0),
        };
        var masked = (second & 0x80) != 0;
        var start = header + (masked ? 4 : 0);
        if (length < 0 || span.Length < start + length) return null;
        var payload = span.Slice(start, (int)length).ToArray();
        for (var i = 0; masked && i < payload.Length; i++) payload[i] ^= span[header + (i % 4)];
        bytes.RemoveRange(0, start + (int)length);
        return new SeenFrame(now, (first & 0x80) != 0, first >> 4 & 7, first & 0xf, masked, payload);
    }
}
