using System.Buffers.Binary;

namespace Harness.Compare.Receiving;

/// <summary>Counts a server's frames as they pass by in pieces of any size, and looks into no more than their headers.</summary>
internal struct FrameCounter
{
    private const int LongestHeader = 10;

    private HeaderBytes _header;
    private int _kept;
    private long _skip;

    /// <summary>Frames whose header has come.</summary>
    public long Frames { get; private set; }

    /// <summary>Takes the next bytes. <paramref name="sample"/> is the payload of one frame that lies whole in them, or nothing.</summary>
    public void Consume(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> sample)
    {
        sample = default;
        while (true)
        {
            if (_skip >= bytes.Length)
            {
                _skip -= bytes.Length;
                return;
            }

            bytes = bytes[(int)_skip..];
            _skip = 0;
            if (_kept > 0)
            {
                bytes = Complete(bytes);
                continue;
            }

            var size = HeaderSize(bytes);
            if (size == 0)
            {
                bytes.CopyTo(_header);
                _kept = bytes.Length;
                return;
            }

            _skip = size + PayloadLength(bytes);
            Frames++;
            if (sample.IsEmpty && _skip <= bytes.Length) sample = bytes[size..(int)_skip];
        }
    }

    /// <summary>A header began in the bytes before: takes from these one by one until it is whole.</summary>
    private ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length)
        {
            _header[_kept++] = bytes[taken++];
            ReadOnlySpan<byte> header = _header;
            var size = HeaderSize(header[.._kept]);
            if (size == 0) continue;
            _skip = PayloadLength(header[.._kept]);
            _kept = 0;
            Frames++;
            break;
        }

        return bytes[taken..];
    }

    /// <summary>0 while it is not all there.</summary>
    private static int HeaderSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return 0;
        var size = bytes[1] switch { 126 => 4, 127 => LongestHeader, _ => 2 };
        return bytes.Length < size ? 0 : size;
    }

    private static long PayloadLength(ReadOnlySpan<byte> bytes) => bytes[1] switch
    {
        126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
        127 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
        var length => length,
    };

    [System.Runtime.CompilerServices.InlineArray(LongestHeader)]
    private struct HeaderBytes
    {
        private byte _first;
    }
}
