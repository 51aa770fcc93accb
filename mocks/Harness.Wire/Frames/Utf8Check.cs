using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Harness.Wire.Frames;

/// <summary>Validates UTF-8 that comes in pieces, and fails at the first byte that cannot be right (RFC 6455 §8.1).</summary>
internal struct Utf8Check
{
    // The bytes of a character whose rest has not come yet.
    private uint _pending;
    private int _pendingLength;

    /// <summary>Whether all that came so far ends on a character boundary.</summary>
    public readonly bool IsComplete => _pendingLength == 0;

    /// <summary>Takes the next piece; false if the text can no longer become valid.</summary>
    public bool Append(ReadOnlySpan<byte> piece)
    {
        while (_pendingLength > 0 && !piece.IsEmpty)
        {
            if (!Append(piece[0])) return false;
            piece = piece[1..];
        }

        var tail = UnfinishedTail(piece);
        if (!Utf8.IsValid(piece[..^tail])) return false;
        foreach (var value in piece[^tail..])
        {
            if (!Append(value)) return false;
        }

        return true;
    }

    private bool Append(byte value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        for (var i = 0; i < _pendingLength; i++) bytes[i] = (byte)(_pending >> (8 * i));
        bytes[_pendingLength] = value;
        _pending |= (uint)value << (8 * _pendingLength++);
        switch (Rune.DecodeFromUtf8(bytes[.._pendingLength], out _, out _))
        {
            case OperationStatus.Done:
                _pending = 0;
                _pendingLength = 0;
                return true;
            case OperationStatus.NeedMoreData:
                return true;
            default:
                return false;
        }
    }

    /// <summary>How many bytes at the end begin a character of more bytes than are there: 0 to 3.</summary>
    private static int UnfinishedTail(ReadOnlySpan<byte> piece)
    {
        for (var back = 1; back <= 3 && back <= piece.Length; back++)
        {
            var value = piece[^back];
            if (value < 0x80) return 0;
            if (value < 0xC0) continue;
            var needed = value switch { < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
            return needed > back ? back : 0;
        }

        return 0;
    }
}
