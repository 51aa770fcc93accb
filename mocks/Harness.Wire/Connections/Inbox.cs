using System.Buffers;
using System.Runtime.CompilerServices;
using Harness.Wire.Frames;
using Harness.Wire.Transports;

namespace Harness.Wire.Connections;

/// <summary>
/// The reading half of a connection. It rents its buffer when there is something to read and gives it back when all of it is consumed, so that an idle
/// connection holds none.
/// </summary>
internal sealed class Inbox(WireTransport transport, FrameReader frames) : IDisposable
{
    /// <summary>Holds any control frame and most messages whole.</summary>
    private const int BufferBytes = 16 * 1024;

    private byte[]? _buffer;
    private int _start;
    private int _end;
    private bool _held;

    /// <summary>Reads until the receiver has enough, or the peer ends or breaks the connection.</summary>
    /// <param name="receive">Takes an event and says whether to read on.</param>
    /// <param name="gate">Awaited before anything is read and before it is looked at.</param>
    /// <param name="backPressure">Awaited before anything is read, and between two frames that came together.</param>
    /// <returns>How reading ended. Only what the receiver throws comes out as an exception.</returns>
    public async Task<InboxEnd> ReadAsync(Func<FrameEvent, bool> receive, StallGate gate, StallGate backPressure, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await gate.PassAsync(cancellationToken);
                await backPressure.PassAsync(cancellationToken);
                if (_buffer is null) await transport.ReadAsync(Memory<byte>.Empty, cancellationToken);
                if (!_held && !await FillAsync(cancellationToken)) return new InboxEnd(InboxEnding.PeerEnded);
                await gate.PassAsync(cancellationToken);
            }
            catch (Exception e)
            {
                return new InboxEnd(InboxEnding.Broken, e.Message);
            }

            if (!Dispatch(receive, backPressure)) return new InboxEnd(InboxEnding.Stopped);
        }
    }

    /// <summary>Reads and drops what still comes, until the peer's end, its close frame where that is wanted, or a failure.</summary>
    public async Task DiscardAsync(bool untilClose, CancellationToken cancellationToken)
    {
        var seeker = new CloseSeeker(frames.Missing);
        do
        {
            var found = seeker.Consume(Unread.Span, out var consumed);
            if (found && untilClose) return;
            _start += consumed;
            GiveBackIfConsumed();
        }
        while (await FillAsync(cancellationToken));
    }

    public void Dispose()
    {
        _start = _end;
        GiveBackIfConsumed();
        frames.Dispose();
    }

    private Memory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    private bool Dispatch(Func<FrameEvent, bool> receive, StallGate backPressure)
    {
        while (true)
        {
            var found = frames.Consume(Unread, out var consumed);
            _start += consumed;
            if (found.Kind == FrameEventKind.None) break;
            if (!receive(found)) return false;
            _held = backPressure.IsShut && _start < _end;
            if (_held) return true;
        }

        _held = false;
        GiveBackIfConsumed();
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferBytes);

        // What is left over is part of a header or of a control frame: a few bytes.
        if (_start > 0) Unread.CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var read = await transport.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    private void GiveBackIfConsumed()
    {
        if (_start < _end || _buffer is null) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _end = 0;
    }
}

/// <summary>How reading ended, and what the transport said if it failed.</summary>
internal readonly record struct InboxEnd(InboxEnding Ending, string? Detail = null);

internal enum InboxEnding
{
    /// <summary>The receiver had enough.</summary>
    Stopped,
    PeerEnded,
    Broken,
}
