using System.Buffers.Binary;

namespace Harness.Wire.Frames;

/// <summary>
/// The fixed part of a frame, RFC 6455 §5.2:
/// <code>
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  +-+-+-+-+-------+-+-------------+-------------------------------+
///  |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
///  |I|S|S|S|  (4)  |A|     (7)     |             (16/64)           |
///  |N|V|V|V|       |S|             |   (if payload len==126/127)   |
///  | |1|2|3|       |K|             |                               |
///  +-+-+-+-+-------+-+-------------+ - - - - - - - - - - - - - - - +
///  |     Extended payload length continued, if payload len == 127  |
///  + - - - - - - - - - - - - - - - +-------------------------------+
///  |                               |Masking-key, if MASK set to 1  |
///  +-------------------------------+-------------------------------+
///  | Masking-key (continued)       |          Payload Data         |
///  +-------------------------------- - - - - - - - - - - - - - - - +
/// </code>
/// Numbers are big-endian. Whether the bits are allowed is for <see cref="FrameRules"/> to say.
/// </summary>
internal readonly record struct FrameHeader
{
    /// <summary>§5.5: a control frame carries at most this many bytes.</summary>
    public const int MaxControlPayload = 125;

    private readonly byte _first;
    private readonly byte _second;

    public FrameHeader(byte first, byte second)
    {
        _first = first;
        _second = second;
        Length = (ulong)(second & 0x7F);
    }

    public bool Fin => (_first & 0x80) != 0;

    /// <summary>RSV1 to RSV3 as a number; RSV1 is 4.</summary>
    public int ReservedBits => (_first >> 4) & 7;

    public WireOpcode Opcode => (WireOpcode)(_first & 15);

    public bool IsControl => (_first & 8) != 0;

    public bool IsMasked => (_second & 0x80) != 0;

    /// <summary>The length in the first two bytes: the payload's, or 126 or 127 for an extended one.</summary>
    public int ShortLength => _second & 0x7F;

    public ulong Length { get; private init; }

    /// <summary>The masking key as it lies on the wire, read little-endian.</summary>
    public uint Mask { get; private init; }

    /// <summary>Bytes that the header takes.</summary>
    public int Size => 2 + ExtendedBytes + (IsMasked ? 4 : 0);

    private int ExtendedBytes => ShortLength switch { 126 => 2, 127 => 8, _ => 0 };

    /// <summary>Reads a header from the front of a span; false if it is not all there yet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2) return false;
        header = new FrameHeader(bytes[0], bytes[1]);
        if (bytes.Length < header.Size) return false;
        header = header with
        {
            Length = header.ExtendedBytes switch
            {
                2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
                8 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
                _ => (ulong)header.ShortLength,
            },
            Mask = header.IsMasked ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(header.Size - 4)..]) : 0,
        };
        return true;
    }
}
