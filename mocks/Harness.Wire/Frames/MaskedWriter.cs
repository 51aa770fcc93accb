using System.Buffers.Binary;

namespace Harness.Wire.Frames;

/// <summary>Copies frames that have no masks, and masks each with a key of its own (RFC 6455 §5.3).</summary>
internal static class MaskedWriter
{
    /// <summary>Returns how many bytes were written: four more for each frame.</summary>
    public static int Write(ReadOnlySpan<byte> frames, Span<byte> target, IMaskSource masks)
    {
        var written = 0;
        Span<byte> key = stackalloc byte[4];
        while (FrameHeader.TryRead(frames, out var header))
        {
            var length = (int)header.Length;
            masks.Fill(key);
            written += FrameWriter.WriteHeader(target[written..], header.Fin, header.Opcode, length, key);
            var payload = target.Slice(written, length);
            frames.Slice(header.Size, length).CopyTo(payload);
            Masking.Apply(payload, BinaryPrimitives.ReadUInt32LittleEndian(key), offset: 0);
            written += length;
            frames = frames[(header.Size + length)..];
        }

        return written;
    }
}
