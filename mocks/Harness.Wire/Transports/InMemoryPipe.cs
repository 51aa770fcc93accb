using System.Net.Sockets;
using Harness.Wire.Time;

namespace Harness.Wire.Transports;

/// <summary>One direction of an in-memory connection: a ring of bytes with one reader and one writer.</summary>
internal sealed class InMemoryPipe(int capacity, QuietTracker? quiet)
{
    private const int FirstBytes = 1024;

    private readonly Lock _gate = new();
    private readonly ReaderMark _reader = new();
    private byte[] _ring = [];
    private int _head;
    private int _count;
    private PipeState _state;

    // Completed whenever something changes that a waiting reader or writer may be waiting for.
    private TaskCompletionSource? _readable;
    private TaskCompletionSource? _writable;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task readable;
            lock (_gate)
            {
                quiet?.ReaderCameBack(_reader);
                ThrowIfOver(PipeState.ReaderGone);
                if (_count > 0)
                {
                    quiet?.ReaderWentAway(_reader);
                    return Take(buffer.Span);
                }

                if (_state == PipeState.Finished) return 0;
                readable = (_readable ??= Signal()).Task;
            }

            await readable.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task writable;
            lock (_gate)
            {
                ThrowIfOver(PipeState.Finished);
                if (_state == PipeState.ReaderGone) throw Broken(SocketError.Shutdown);
                bytes = bytes[Put(bytes.Span)..];
                if (bytes.IsEmpty) return;
                writable = (_writable ??= Signal()).Task;
            }

            await writable.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The writer's end: what was written can still be read.</summary>
    public void Finish() => Turn(PipeState.Finished);

    /// <summary>The reader's end: what was written is lost, and writing fails.</summary>
    public void LeaveReader() => Turn(PipeState.ReaderGone);

    /// <summary>Reading and writing fail from now on.</summary>
    public void Reset() => Turn(PipeState.Reset);

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static IOException Broken(SocketError error) => new("The in-memory connection is over: " + error + ".", new SocketException((int)error));

    private void ThrowIfOver(PipeState own)
    {
        if (_state == PipeState.Reset) throw Broken(SocketError.ConnectionReset);
        if (_state == own && own == PipeState.ReaderGone) throw new ObjectDisposedException(nameof(InMemoryStream));
        if (_state == own && own == PipeState.Finished) throw new InvalidOperationException("This end of the in-memory connection has finished writing.");
    }

    private void Turn(PipeState state)
    {
        lock (_gate)
        {
            // A finished direction can still be reset or lose its reader, and nothing comes after a reset.
            if (_state == PipeState.Reset || _state == state || (_state == PipeState.ReaderGone && state == PipeState.Finished)) return;
            _state = state;
            if (state is PipeState.Reset or PipeState.ReaderGone)
            {
                _count = 0;
                _ring = [];
                quiet?.ReaderCameBack(_reader);
            }

            quiet?.Moved();
            Wake(ref _readable);
            Wake(ref _writable);
        }
    }

    private int Take(Span<byte> target)
    {
        var length = Math.Min(target.Length, _count);
        if (length == 0) return 0;
        var first = Math.Min(length, _ring.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(target);
        _ring.AsSpan(0, length - first).CopyTo(target[first..]);
        _head = (_head + length) % _ring.Length;
        _count -= length;
        if (_count == 0) _head = 0;
        Wake(ref _writable);
        return length;
    }

    private int Put(ReadOnlySpan<byte> source)
    {
        var length = Math.Min(source.Length, capacity - _count);
        if (length == 0) return 0;
        if (_count + length > _ring.Length) Grow(_count + length);
        var tail = (_head + _count) % _ring.Length;
        var first = Math.Min(length, _ring.Length - tail);
        source[..first].CopyTo(_ring.AsSpan(tail));
        source[first..length].CopyTo(_ring);
        _count += length;
        quiet?.Moved();
        if (_readable is null) return length;
        quiet?.ReaderWentAway(_reader);
        Wake(ref _readable);
        return length;
    }

    private void Grow(int needed)
    {
        var ring = new byte[Math.Min(capacity, Math.Max(needed, Math.Max(FirstBytes, 2 * _ring.Length)))];
        var first = Math.Min(_count, _ring.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(ring);
        _ring.AsSpan(0, _count - first).CopyTo(ring.AsSpan(first));
        _ring = ring;
        _head = 0;
    }

    private static void Wake(ref TaskCompletionSource? waiting)
    {
        waiting?.TrySetResult();
        waiting = null;
    }

    private enum PipeState
    {
        Open,
        Finished,
        ReaderGone,
        Reset,
    }
}
