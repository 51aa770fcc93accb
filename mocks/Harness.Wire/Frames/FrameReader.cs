namespace Harness.Wire.Frames;

/// <summary>
/// Turns a peer's bytes into messages, control frames and violations: no I/O, no clock. A message that lies whole in the given bytes is handed on
/// without a copy; its payload is unmasked in place.
/// </summary>
/// <param name="checkText">Off, text that is no UTF-8 is handed on like any other: for whoever only looks on.</param>
internal sealed class FrameReader(WireRole role, int maxMessageBytes, bool checkText = true) : IDisposable
{
    private readonly MessageBuffer _message = new();
    private Utf8Check _utf8;
    private WireOpcode _opcode;
    private bool _messageOpen;

    // The data frame that is half received: its header, and how much of its payload has been taken.
    private FrameHeader _frame;
    private long _taken;
    private bool _inFrame;

    // A message was handed on and its buffer is free at the next call.
    private bool _delivered;

    /// <summary>How much of the last data frame's payload has not come yet.</summary>
    public ulong Missing => _frame.Length - (ulong)_taken;

    /// <summary>
    /// Reads as far as the next event and says how many bytes that took; unread bytes must be given again, with more behind them.
    /// After a violation nothing more may be read: what was consumed ends before the offending frame, or in its midst.
    /// </summary>
    public FrameEvent Consume(Memory<byte> bytes, out int consumed)
    {
        if (_delivered) Forget();
        consumed = 0;
        while (true)
        {
            if (_inFrame)
            {
                if (TakePayload(bytes, ref consumed) is { Kind: not FrameEventKind.None } found) return found;
                if (_inFrame) return default;
                continue;
            }

            var rest = bytes.Span[consumed..];
            if (rest.Length < 2) return default;
            var first = new FrameHeader(rest[0], rest[1]);
            if (FrameRules.Check(first, role, _messageOpen) is { } broken) return FrameEvent.Of(broken);
            if (!FrameHeader.TryRead(rest, out var header)) return default;
            if ((FrameRules.CheckLength(header) ?? CheckSize(header)) is { } wrong) return FrameEvent.Of(wrong);
            if (header.IsControl) return TakeControl(header, bytes, ref consumed);
            consumed += header.Size;
            Begin(header);
        }
    }

    public void Dispose() => _message.Dispose();

    private void Begin(FrameHeader header)
    {
        if (header.Opcode != WireOpcode.Continuation) _opcode = header.Opcode;
        _messageOpen = true;
        _frame = header;
        _taken = 0;
        _inFrame = true;
    }

    /// <summary>Takes what there is of the current frame's payload, so that invalid text fails as early as it can.</summary>
    private FrameEvent TakePayload(Memory<byte> bytes, ref int consumed)
    {
        var length = (int)Math.Min((long)_frame.Length - _taken, bytes.Length - consumed);
        var piece = bytes.Slice(consumed, length);
        Unmask(piece.Span, _frame, _taken);
        consumed += length;
        _taken += length;
        _inFrame = _taken < (long)_frame.Length;
        var isLast = !_inFrame && _frame.Fin;
        if (checkText && _opcode == WireOpcode.Text && !(_utf8.Append(piece.Span) && (!isLast || _utf8.IsComplete)))
        {
            return FrameEvent.Of(new WireViolation(WireViolationKind.InvalidUtf8, 1007, "8.1", "a text message must be UTF-8, but is not"));
        }

        if (isLast && _message.Length == 0) return Deliver(piece);
        _message.Append(piece.Span);
        return isLast ? Deliver(_message.Content) : default;
    }

    private FrameEvent Deliver(ReadOnlyMemory<byte> payload)
    {
        _delivered = true;
        return FrameEvent.Of(_opcode, payload);
    }

    private void Forget()
    {
        _message.Clear();
        _utf8 = default;
        _messageOpen = false;
        _delivered = false;
    }

    private static FrameEvent TakeControl(FrameHeader header, Memory<byte> bytes, ref int consumed)
    {
        var size = header.Size + (int)header.Length;
        if (bytes.Length - consumed < size) return default;
        var payload = bytes.Slice(consumed + header.Size, (int)header.Length);
        Unmask(payload.Span, header, 0);
        if (header.Opcode == WireOpcode.Close && ClosePayload.Read(payload.Span, out var violation) is var close)
        {
            if (close is null)
            {
                // Not consumed, so it stays as it came.
                Unmask(payload.Span, header, 0);
                return FrameEvent.Of(violation!);
            }

            consumed += size;
            return FrameEvent.Of(close.Value);
        }

        consumed += size;
        return FrameEvent.Of(header.Opcode, payload);
    }

    private WireViolation? CheckSize(FrameHeader header)
    {
        if (header.IsControl || (long)header.Length <= maxMessageBytes - _message.Length) return null;
        return new WireViolation(
            WireViolationKind.MessageTooBig, 1009, "7.4.1", $"a message takes at most {maxMessageBytes} bytes here, but this one has at least {(ulong)_message.Length + header.Length}");
    }

    private static void Unmask(Span<byte> payload, FrameHeader header, long offset)
    {
        if (header.IsMasked) Masking.Apply(payload, header.Mask, offset);
    }
}
