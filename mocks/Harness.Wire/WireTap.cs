using System.Buffers;
using Harness.Wire.Frames;

namespace Harness.Wire;

/// <summary>
/// Reads along what one side of a connection sends while somebody else passes the bytes on untouched. What breaks the rules is reported and read past,
/// as far as its length makes sense: the tap never ends a connection. For one caller at a time.
/// </summary>
/// <param name="reader">Who reads these bytes at their end: the server what a client sends.</param>
/// <param name="maxMessageBytes">The longest message that is held; a longer one goes by with <see cref="IWireWitness.Missed"/>.</param>
public sealed class WireTap(WireRole reader, int maxMessageBytes, IWireWitness witness) : IDisposable
{
    /// <summary>How much of a broken frame is reported.</summary>
    public const int MostBrokenBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _broken = new();
    private FrameReader _frames = new(reader, maxMessageBytes, checkText: false);
    private WireViolation? _violation;
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    // Of the frame that is read past: whether its header is still to come, and how many bytes are left of it.
    private bool _awaitsHeader;
    private bool _endsMessage;
    private ulong _past;

    /// <summary>What crossed the wire next.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        Keep(bytes);
        while (Step())
        {
        }

        Compact();
    }

    /// <summary>Nothing more comes: what is known of a broken frame is reported.</summary>
    public void Dispose()
    {
        Report();
        _frames.Dispose();
    }

    /// <summary>Takes the next thing; false when more bytes are needed.</summary>
    private bool Step()
    {
        if (_violation is not null) return ReadPast();
        var found = _frames.Consume(_bytes.AsMemory(_start, _end - _start), out var consumed);
        _start += consumed;
        switch (found.Kind)
        {
            case FrameEventKind.Message:
                witness.Saw(found.Opcode, found.Payload);
                return true;
            case FrameEventKind.Close:
                witness.SawClose(found.Close);
                return true;
            case FrameEventKind.Violation:
                _violation = found.Violation;
                _awaitsHeader = true;
                return true;
            default:
                return false;
        }
    }

    private bool ReadPast()
    {
        var rest = _bytes.AsSpan(_start, _end - _start);
        if (_awaitsHeader && !Begin(rest)) return false;
        var length = (int)Math.Min(_past, (ulong)(_end - _start));
        rest = rest[..length];
        if (_violation!.Kind != WireViolationKind.MessageTooBig) _broken.Write(rest[..Math.Min(length, MostBrokenBytes - _broken.WrittenCount)]);
        _start += length;
        _past -= (ulong)length;
        if (_past > 0) return false;
        if (_endsMessage) Report();
        else _awaitsHeader = true;
        return true;
    }

    /// <summary>Reads the header of the frame that is to be passed by, or takes it for what it is after all.</summary>
    private bool Begin(ReadOnlySpan<byte> rest)
    {
        if (!FrameHeader.TryRead(rest, out var header)) return false;
        _awaitsHeader = false;
        _past = header.Length > long.MaxValue ? ulong.MaxValue : (ulong)header.Size + header.Length;

        // Of a message that is too long every fragment goes by; of anything else just the frame.
        _endsMessage = _violation!.Kind != WireViolationKind.MessageTooBig || (header.Fin && !header.IsControl);
        return true;
    }

    private void Report()
    {
        if (_violation is not { } violation) return;
        _violation = null;
        _frames.Dispose();
        _frames = new FrameReader(reader, maxMessageBytes, checkText: false);
        if (violation.Kind == WireViolationKind.MessageTooBig) witness.Missed();
        else if (violation.Kind == WireViolationKind.CloseCode && CloseOf(_broken.WrittenSpan) is { } close) witness.SawClose(close);
        else witness.SawBroken(violation, _broken.WrittenMemory.ToArray());
        _broken.ResetWrittenCount();
    }

    private static WireClose? CloseOf(ReadOnlySpan<byte> frame)
    {
        if (!FrameHeader.TryRead(frame, out var header) || header.Length < 2 || (ulong)frame.Length < (ulong)header.Size + header.Length) return null;
        var payload = frame[header.Size..].ToArray();
        if (header.IsMasked) Masking.Apply(payload, header.Mask, offset: 0);
        return new WireClose((payload[0] << 8) | payload[1], System.Text.Encoding.UTF8.GetString(payload.AsSpan(2)));
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_end + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_end + bytes.Length, 2 * _bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>What is left over is part of a header or of a control frame: a few bytes.</summary>
    private void Compact()
    {
        if (_start == 0) return;
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
    }
}
