using Harness.Wire.Transports;

namespace Harness.Wire.Connections;

/// <summary>
/// What a connection has to send, bounded, in order. Whoever adds to an idle outbox becomes its writer and writes everything that is queued, also what
/// others add meanwhile; when the transport makes it wait, one asynchronous writer carries on, and the rest only add. So no frame is ever cut into,
/// nobody waits for a slow peer, and an idle connection has neither a thread nor a task.
/// </summary>
internal sealed class Outbox(WireTransport transport, WireOptions options, BatchWriter batches, StallGate backPressure, IWireObserver? observer, TimeProvider time, Action<Exception> onFailed)
{
    /// <summary>How many times <see cref="WireOptions.OutboxBytes"/> a peer that still reads may have waiting of what is broadcast.</summary>
    private const int MostShared = 4;

    /// <summary>The same of what is meant for it alone: there is no more of it than it asks for, or a scenario orders.</summary>
    private const int MostOwn = 16;

    private readonly OutboxQueue _queue = new();
    private readonly CancellationTokenSource _abort = new();
    private Standstill _standstill = new();
    private ReadOnlyMemory<byte> _piece;
    private TaskCompletionSource? _idle;
    private bool _written;
    private bool _writing;
    private bool _stalled;
    private bool _sealed;
    private bool _broken;

    /// <summary>Held while something is added; the observer is only ever called under it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Whether messages are still taken.</summary>
    public bool IsOpen => !Volatile.Read(ref _sealed);

    /// <summary>The close frame that sealed the outbox, if one did.</summary>
    public WireClose? SentClose { get; private set; }

    public WireStatistics Statistics
    {
        get
        {
            lock (Gate) return _queue.Statistics;
        }
    }

    /// <summary>Adds a message, and writes it if nobody is writing.</summary>
    public Admission Add(WireMessage message)
    {
        lock (Gate)
        {
            if (_sealed) return Admission.Closed;
            if (!MakeRoom(message.Framed.Length, Limit, MostOwn)) return Admission.Overflow;
            _queue.Enqueue(message);
            observer?.Sent(message);
            if (options.SlowConsumer != SlowConsumerPolicy.DiscardOldest && !_queue.Fits(0, options.OutboxBytes)) backPressure.Shut();
            if (!Claim()) return Admission.Taken;
        }

        Write();
        return Admission.Taken;
    }

    /// <summary>
    /// Adds what is this connection's of a burst and writes nothing; <see cref="Flush"/> does. The observer is not told what was sent: a broadcast is
    /// written down by whoever broadcasts.
    /// </summary>
    /// <param name="taken">How many messages were taken, or missed, before the outbox was closed or full.</param>
    public Admission AddShared(WireBurst burst, ReadOnlySpan<BurstRange> ranges, out int taken)
    {
        taken = 0;
        lock (Gate)
        {
            if (_sealed) return Admission.Closed;
            if (ranges.Length == 1 && batches.TakesPieces && _queue.HasNothing && !_writing && !_stalled)
            {
                _piece = burst.Piece(ranges[0]);
                _queue.TakePiece(ranges[0].Count, _piece.Length);
                taken = ranges[0].Count;
                return Admission.Taken;
            }

            foreach (var range in ranges)
            {
                for (var i = range.First; i < range.End; i++, taken++)
                {
                    if (AddShared(burst[i]) == Admission.Overflow) return Admission.Overflow;
                }
            }

            return Admission.Taken;
        }
    }

    /// <summary>Writes what is queued, unless somebody is writing already.</summary>
    public void Flush()
    {
        lock (Gate)
        {
            if (!Claim()) return;
        }

        Write();
    }

    /// <summary>Adds a close frame and takes nothing after it; false if the outbox was sealed before.</summary>
    public bool AddClose(WireClose close)
    {
        lock (Gate)
        {
            if (_sealed) return false;
            _sealed = true;
            SentClose = close;
            _queue.Enqueue(WireMessage.Close(close));
            observer?.SentClose(close);
            if (!Claim()) return true;
        }

        Write();
        return true;
    }

    /// <summary>Takes nothing more; what is queued still goes out.</summary>
    public void Seal()
    {
        lock (Gate) _sealed = true;
    }

    /// <summary>Stops writing between two writes, or goes on.</summary>
    public void SetStalled(bool stalled)
    {
        lock (Gate)
        {
            _stalled = stalled;
            if (!Claim()) return;
        }

        Write();
    }

    /// <summary>Completes when everything is written, or when nothing more will be: stalled, or broken.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        Flush();
        lock (Gate)
        {
            if (!_writing) return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes nothing more and drops what is queued; a write on its way is cancelled.</summary>
    public void Abort()
    {
        lock (Gate)
        {
            _sealed = true;
            _broken = true;
            DropQueued();
        }

        _abort.Cancel();
    }

    /// <summary>What a peer asked for has twice the room of a broadcast where the peer is held up instead of cut.</summary>
    private long Limit => options.SlowConsumer == SlowConsumerPolicy.Block ? 2L * options.OutboxBytes : options.OutboxBytes;

    private Admission AddShared(WireMessage message)
    {
        if (MakeRoom(message.Framed.Length, options.OutboxBytes, options.SlowConsumer == SlowConsumerPolicy.Block ? 1 : MostShared))
        {
            _queue.Enqueue(message);
            return Admission.Taken;
        }

        if (options.SlowConsumer != SlowConsumerPolicy.Block) return Admission.Overflow;
        _queue.Miss();
        observer?.Discarded(message);
        backPressure.Shut();
        return Admission.Taken;
    }

    /// <summary>Finds room, or makes it.</summary>
    /// <param name="limit">What fits without a question.</param>
    /// <param name="most">How many times <see cref="WireOptions.OutboxBytes"/> fit while the peer still reads.</param>
    private bool MakeRoom(int bytes, long limit, int most)
    {
        if (_queue.Fits(bytes, limit)) return true;
        if (options.SlowConsumer != SlowConsumerPolicy.DiscardOldest)
            return _queue.Fits(bytes, (long)most * options.OutboxBytes) && !_standstill.HasLasted(_queue.Writes, options.SlowAfter, time);
        while (_queue.DiscardOldest() is { } discarded)
        {
            observer?.Discarded(discarded);
            if (_queue.Fits(bytes, limit)) return true;
        }

        return false;
    }

    /// <summary>Under the gate: makes the caller the writer, if one is needed.</summary>
    private bool Claim()
    {
        if (_writing || _stalled || _broken || (_queue.IsEmpty && _piece.IsEmpty)) return false;
        _writing = true;
        return true;
    }

    /// <summary>Writes until nothing is queued; hands over to <see cref="WriteOnAsync"/> at the first write that has to wait.</summary>
    private void Write()
    {
        try
        {
            while (NextBatch(out var batch))
            {
                var write = transport.WriteAsync(batch, _abort.Token);
                if (!write.IsCompletedSuccessfully)
                {
                    // Nobody holds this task: it catches everything, and DrainAsync waits for its end.
                    _ = WriteOnAsync(write);
                    return;
                }

                write.GetAwaiter().GetResult();
            }
        }
        catch (Exception e)
        {
            Break(e);
        }
    }

    private async Task WriteOnAsync(ValueTask write)
    {
        try
        {
            await write;
            while (NextBatch(out var batch)) await transport.WriteAsync(batch, _abort.Token);
        }
        catch (Exception e)
        {
            Break(e);
        }
    }

    /// <summary>Counts the batch before as written and puts the next one together; false when the writer's turn is over.</summary>
    private bool NextBatch(out ReadOnlyMemory<byte> batch)
    {
        lock (Gate)
        {
            if (_written | batches.Release()) _queue.Written();
            _written = false;
            if (backPressure.IsShut && _queue.Fits(options.OutboxBytes / 2, options.OutboxBytes)) backPressure.Open();
            batch = _piece;
            if (_stalled || _broken || (_queue.IsEmpty && batch.IsEmpty))
            {
                StopWriting();
                return false;
            }

            if (batch.IsEmpty) batch = batches.Next(_queue);
            else (_piece, _written) = (default, true);
            return true;
        }
    }

    private void Break(Exception cause)
    {
        bool wasBroken;
        lock (Gate)
        {
            wasBroken = _broken;
            _broken = true;
            _sealed = true;
            batches.Release();
            DropQueued();
            StopWriting();
        }

        if (!wasBroken) onFailed(cause);
    }

    private void DropQueued()
    {
        _queue.Drop(withPiece: !_piece.IsEmpty);
        _piece = default;
    }

    private void StopWriting()
    {
        _writing = false;
        _idle?.TrySetResult();
        _idle = null;
    }
}

internal enum Admission
{
    Taken,

    /// <summary>Sealed: closing, or over.</summary>
    Closed,

    /// <summary>Full, and the policy is to disconnect.</summary>
    Overflow,
}
