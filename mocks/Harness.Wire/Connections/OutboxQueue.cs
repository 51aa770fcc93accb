namespace Harness.Wire.Connections;

/// <summary>The messages of an outbox and their figures. Not safe for threads: the outbox holds its gate.</summary>
internal sealed class OutboxQueue
{
    private readonly Queue<WireMessage> _messages = new();
    private long _peak;
    private long _sentBytes;
    private long _sentMessages;
    private long _writes;
    private long _discarded;

    // Bytes and messages taken and not yet written: those in the queue and those in the write on its way.
    private long _bytes;
    private int _leaving;
    private long _leavingBytes;

    public bool IsEmpty => _messages.Count == 0;

    public WireStatistics Statistics => new(_bytes, _messages.Count + _leaving, _peak, _sentBytes, _sentMessages, _writes, _discarded);

    /// <summary>Writes that are over.</summary>
    public long Writes => _writes;

    /// <summary>
    /// Whether that many bytes fit behind what waits. The write on its way does not count, however long it is; one message always fits when nothing waits.
    /// </summary>
    public bool Fits(int bytes, long limit) => _bytes == _leavingBytes || _bytes - _leavingBytes + bytes <= limit;

    public void Enqueue(WireMessage message)
    {
        _messages.Enqueue(message);
        _bytes += message.Framed.Length;
        _peak = Math.Max(_peak, _bytes);
    }

    public WireMessage Peek() => _messages.Peek();

    /// <summary>Takes the next message for a write that is being put together.</summary>
    public WireMessage Dequeue()
    {
        var message = _messages.Dequeue();
        _leaving++;
        _leavingBytes += message.Framed.Length;
        return message;
    }

    /// <summary>Nothing is queued, and nothing on its way.</summary>
    public bool HasNothing => _bytes == 0 && _messages.Count == 0;

    /// <summary>Counts messages that leave in one piece, past the queue.</summary>
    public void TakePiece(int messages, int bytes)
    {
        _leaving += messages;
        _leavingBytes += bytes;
        _bytes += bytes;
        _peak = Math.Max(_peak, _bytes);
    }

    /// <summary>Counts a message that was not taken.</summary>
    public void Miss() => _discarded++;

    /// <summary>Counts what was dequeued as written.</summary>
    public void Written()
    {
        _bytes -= _leavingBytes;
        _sentBytes += _leavingBytes;
        _sentMessages += _leaving;
        _writes++;
        _leavingBytes = 0;
        _leaving = 0;
    }

    /// <summary>Takes out the oldest text or binary message; null if there is none.</summary>
    public WireMessage? DiscardOldest()
    {
        WireMessage? discarded = null;
        for (var left = _messages.Count; left > 0; left--)
        {
            var message = _messages.Dequeue();
            if (discarded is null && message is { IsRaw: false, Opcode: WireOpcode.Text or WireOpcode.Binary })
            {
                discarded = message;
                _bytes -= message.Framed.Length;
                _discarded++;

                // Nearly always it is the first, and the rest need not be turned over.
                if (left == _messages.Count + 1) return discarded;
                continue;
            }

            _messages.Enqueue(message);
        }

        return discarded;
    }

    /// <summary>Drops everything that has not begun to leave.</summary>
    /// <param name="withPiece">What was taken as one piece is still here.</param>
    public void Drop(bool withPiece)
    {
        if (withPiece)
        {
            _discarded += _leaving;
            (_leaving, _leavingBytes) = (0, 0);
        }

        _discarded += _messages.Count;
        _bytes = _leavingBytes;
        _messages.Clear();
    }
}
