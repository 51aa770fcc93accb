namespace Harness.Wire.Frames;

/// <summary>
/// Looks for a close frame in the rest of a stream that broke the rules: skips frames whatever they hold, as long as their lengths make sense.
/// A peer that has seen our close frame answers it, and is then done.
/// </summary>
/// <param name="skip">How many bytes are left of the frame that the stream stands in.</param>
internal sealed class CloseSeeker(ulong skip)
{
    private ulong _skip = skip;

    /// <summary>Skips what it can; true once a whole close frame has gone by.</summary>
    public bool Consume(ReadOnlySpan<byte> bytes, out int consumed)
    {
        consumed = 0;
        while (true)
        {
            var skipped = (int)Math.Min(_skip, (ulong)(bytes.Length - consumed));
            _skip -= (ulong)skipped;
            consumed += skipped;
            if (_skip > 0 || !FrameHeader.TryRead(bytes[consumed..], out var header)) return false;
            if (header.Opcode == WireOpcode.Close && header.Length <= FrameHeader.MaxControlPayload)
            {
                if (bytes.Length - consumed < header.Size + (int)header.Length) return false;
                consumed += header.Size + (int)header.Length;
                return true;
            }

            consumed += header.Size;
            _skip = header.Length;
        }
    }
}
