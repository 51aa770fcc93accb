using System.Buffers;
using System.Buffers.Binary;

namespace Harness.Load.Receiving;

/// <summary>
/// Finds a server's frames in bytes that come in pieces of any size. A frame that lies whole in a piece is handed on where it lies; only one that is cut
/// in two is copied. An idle connection keeps no buffer.
/// </summary>
internal sealed class FrameSplitter
{
    public const int LongestMessage = 64 << 20;

    private const int Text = 1;
    private const int Continuation = 0;
    private const int FirstControl = 8;

    private byte[] _kept = [];
    private int _keptLength;
    private byte[] _message = [];
    private int _messageLength;
    private int _messageOpcode;
    private bool _broken;

    /// <summary>Takes the next bytes and hands on what is whole by now.</summary>
    public void Consume(ReadOnlySpan<byte> bytes, IFrameSink sink)
    {
        while (_keptLength > 0 && !bytes.IsEmpty && !_broken) bytes = Complete(bytes, sink);
        while (!_broken)
        {
            var size = FrameSize(bytes, sink, out var header);
            if (_broken) return;
            if (size == 0 || size > bytes.Length)
            {
                Keep(bytes, size);
                return;
            }

            OnFrame(bytes[0], bytes[header..(int)size], sink);
            bytes = bytes[(int)size..];
        }
    }

    /// <summary>Gives the buffers back.</summary>
    public void Release()
    {
        _broken = true;
        Return(ref _kept, ref _keptLength);
        Return(ref _message, ref _messageLength);
    }

    /// <summary>Adds to the frame that was cut in two what is missing of it, and no more.</summary>
    private ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> bytes, IFrameSink sink)
    {
        var size = FrameSize(_kept.AsSpan(0, _keptLength), sink, out var header);
        if (_broken) return [];
        // While its header is not whole, its size is not known: byte by byte until then.
        var wanted = size == 0 ? 1 : (int)Math.Min(size - _keptLength, bytes.Length);
        Keep(bytes[..wanted], size);
        if (size > 0 && _keptLength == size)
        {
            OnFrame(_kept[0], _kept.AsSpan(header, (int)size - header), sink);
            Return(ref _kept, ref _keptLength);
        }
        else if (size == 0 && FrameSize(_kept.AsSpan(0, _keptLength), sink, out header) == _keptLength)
        {
            OnFrame(_kept[0], [], sink);
            Return(ref _kept, ref _keptLength);
        }

        return bytes[wanted..];
    }

    /// <summary>0 while the header is not all there.</summary>
    private long FrameSize(ReadOnlySpan<byte> bytes, IFrameSink sink, out int header)
    {
        header = 0;
        if (bytes.Length < 2) return 0;
        if (Fault(bytes) is { } fault)
        {
            Break(fault, sink);
            return 0;
        }

        header = bytes[1] switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < header) return 0;
        var payload = bytes[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            var length => length,
        };
        if (payload is >= 0 and <= LongestMessage) return header + payload;
        Break($"a frame of {payload} bytes, more than the {LongestMessage} that are taken", sink);
        return 0;
    }

    private static string? Fault(ReadOnlySpan<byte> bytes) => (bytes[0], bytes[1]) switch
    {
        (_, >= 128) => "a masked frame (§5.1)",
        var (first, _) when (first & 0x70) != 0 => "reserved bits (§5.2)",
        var (first, _) when (first & 0xF) is (> 2 and < FirstControl) or > 10 => "a reserved opcode (§5.2)",
        var (first, second) when (first & 0xF) >= FirstControl && (second > 125 || first < 0x80) => "a control frame that is long or fragmented (§5.5)",
        _ => null,
    };

    private void OnFrame(byte first, ReadOnlySpan<byte> payload, IFrameSink sink)
    {
        var opcode = first & 0xF;
        var isFinal = first >= 0x80;
        if (opcode >= FirstControl) sink.OnControl(opcode, payload);
        else if ((opcode == Continuation) != (_messageOpcode != 0)) Break(opcode == Continuation ? "a continuation of nothing (§5.4)" : "a message within a message (§5.4)", sink);
        else if (isFinal && opcode != Continuation) sink.OnMessage(opcode == Text, payload);
        else Join(opcode, isFinal, payload, sink);
    }

    private void Join(int opcode, bool isFinal, ReadOnlySpan<byte> payload, IFrameSink sink)
    {
        if (opcode != Continuation) _messageOpcode = opcode;
        if (_messageLength + (long)payload.Length > LongestMessage)
        {
            Break($"a message of more than {LongestMessage} bytes", sink);
            return;
        }

        Append(ref _message, ref _messageLength, payload, _messageLength + payload.Length);
        if (!isFinal) return;
        sink.OnMessage(_messageOpcode == Text, _message.AsSpan(0, _messageLength));
        _messageOpcode = 0;
        Return(ref _message, ref _messageLength);
    }

    private void Break(string what, IFrameSink sink)
    {
        _broken = true;
        sink.OnViolation(what);
    }

    private void Keep(ReadOnlySpan<byte> bytes, long size)
    {
        if (!bytes.IsEmpty) Append(ref _kept, ref _keptLength, bytes, (int)Math.Max(size, _keptLength + bytes.Length));
    }

    private static void Append(ref byte[] buffer, ref int length, ReadOnlySpan<byte> bytes, int room)
    {
        if (buffer.Length < room)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(room, 2 * length));
            buffer.AsSpan(0, length).CopyTo(larger);
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    private static void Return(ref byte[] buffer, ref int length)
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }
}
