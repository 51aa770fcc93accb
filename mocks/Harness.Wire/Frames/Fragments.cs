namespace Harness.Wire.Frames;

/// <summary>Frames one message as several (RFC 6455 §5.4): the opcode on the first, FIN on the last.</summary>
internal static class Fragments
{
    public static byte[] Frame(WireOpcode opcode, ReadOnlySpan<byte> payload, ReadOnlySpan<int> sizes, out int frames)
    {
        var lengths = Lengths(payload.Length, sizes);
        frames = lengths.Count;
        var total = lengths.Sum(length => FrameWriter.HeaderBytes(length, masked: false) + length);
        var bytes = new byte[total];
        var written = 0;
        for (var i = 0; i < lengths.Count; i++)
        {
            var length = lengths[i];
            written += FrameWriter.WriteHeader(bytes.AsSpan(written), i == lengths.Count - 1, i == 0 ? opcode : WireOpcode.Continuation, length);
            payload[..length].CopyTo(bytes.AsSpan(written));
            payload = payload[length..];
            written += length;
        }

        return bytes;
    }

    private static List<int> Lengths(int total, ReadOnlySpan<int> sizes)
    {
        var lengths = new List<int>(sizes.Length + 1);
        foreach (var size in sizes)
        {
            if (size < 0 || size > total)
            {
                throw new ArgumentException($"A fragment of {size} bytes does not fit: {total} bytes of the message are left.", nameof(sizes));
            }

            lengths.Add(size);
            total -= size;
        }

        if (total > 0 || lengths.Count == 0) lengths.Add(total);
        return lengths;
    }
}
