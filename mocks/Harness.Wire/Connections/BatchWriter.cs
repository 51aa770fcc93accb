using System.Buffers;
using Harness.Wire.Frames;

namespace Harness.Wire.Connections;

/// <summary>
/// Puts queued messages together into one write. A system call costs far more than copying a few kilobytes, so several messages are copied next to each
/// other; a single one of the server role goes out from its own bytes. The client role masks its copy.
/// </summary>
internal sealed class BatchWriter(WireRole role, IMaskSource masks)
{
    /// <summary>A batch is closed when it has reached this size.</summary>
    private const int BatchBytes = 64 * 1024;

    private byte[]? _rented;
    private bool _out;

    /// <summary>Whether framed bytes may be written as they are.</summary>
    public bool TakesPieces => role == WireRole.Server;

    /// <summary>Takes as many messages as make one write.</summary>
    public ReadOnlyMemory<byte> Next(OutboxQueue queue)
    {
        _out = true;
        var first = queue.Dequeue();
        if (!NeedsMask(first) && (queue.IsEmpty || first.Framed.Length >= BatchBytes)) return first.Framed;

        _rented = ArrayPool<byte>.Shared.Rent(Math.Max(BatchBytes, Length(first)));
        var length = Append(first, 0);
        while (!queue.IsEmpty && length + Length(queue.Peek()) <= BatchBytes) length = Append(queue.Dequeue(), length);
        return _rented.AsMemory(0, length);
    }

    /// <summary>Gives the last write's buffer back; false if there was no write.</summary>
    public bool Release()
    {
        if (!_out) return false;
        _out = false;
        if (_rented is { } rented) ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
        return true;
    }

    private int Append(WireMessage message, int length)
    {
        var target = _rented.AsSpan(length);
        if (NeedsMask(message)) return length + MaskedWriter.Write(message.Framed.Span, target, masks);
        message.Framed.Span.CopyTo(target);
        return length + message.Framed.Length;
    }

    private int Length(WireMessage message) => NeedsMask(message) ? message.MaskedLength : message.Framed.Length;

    private bool NeedsMask(WireMessage message) => role == WireRole.Client && !message.IsRaw;
}
