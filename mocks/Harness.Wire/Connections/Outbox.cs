using Harness.Wire.Transports;

namespace Harness.Wire.Connections;

/// <summary>
/// What a connection has to send, bounded, in order. Whoever adds to an idle outbox becomes its writer and writes everything that is queued, also what
/// others add meanwhile; when the transport makes it wait, one asynchronous writer carries on, and the rest only add. So no frame is ever cut into,
/// nobody waits for a slow peer, and an idle connection has neither a thread nor a task.
/// </summary>
internal sealed class Outbox(WireTransport transport, WireOptions options, BatchWriter batches, IWireObserver? observer, Action<Exception> onFailed)
{
    private readonly OutboxQueue _queue = new();
    private readonly CancellationTokenSource _abort = new();
    private ManualResetEventSlim? _room;
    private TaskCompletionSource? _idle;
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
        ManualResetEventSlim? room;
        do
        {
            lock (Gate)
            {
                if (_sealed) return Admission.Closed;
                room = MakeRoom(message.Framed.Length, out var fits);
                if (!fits && room is null) return Admission.Overflow;
                if (fits)
                {
                    _queue.Enqueue(message);
                    observer?.Sent(message);
                    if (!Claim()) return Admission.Taken;
                    room = null;
                }
            }

            room?.Wait();
        }
        while (room is not null);

        Write();
        return Admission.Taken;
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
            _room?.Set();
            if (!Claim()) return true;
        }

        Write();
        return true;
    }

    /// <summary>Takes nothing more; what is queued still goes out.</summary>
    public void Seal()
    {
        lock (Gate)
        {
            _sealed = true;
            _room?.Set();
        }
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
            _queue.Drop();
            _room?.Set();
        }

        _abort.Cancel();
    }

    private ManualResetEventSlim? MakeRoom(int bytes, out bool fits)
    {
        fits = _queue.Fits(bytes, options.OutboxBytes);
        if (options.SlowConsumer == SlowConsumerPolicy.DiscardOldest)
        {
            while (!fits && _queue.DiscardOldest() is { } discarded)
            {
                observer?.Discarded(discarded);
                fits = _queue.Fits(bytes, options.OutboxBytes);
            }
        }

        if (fits || options.SlowConsumer != SlowConsumerPolicy.Block) return null;
        _room ??= new ManualResetEventSlim();
        _room.Reset();
        return _room;
    }

    /// <summary>Under the gate: makes the caller the writer, if one is needed.</summary>
    private bool Claim()
    {
        if (_writing || _stalled || _broken || _queue.IsEmpty) return false;
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
            _queue.Written(batches.Release());
            _room?.Set();
            if (_queue.IsEmpty || _stalled || _broken)
            {
                StopWriting();
                batch = default;
                return false;
            }

            batch = batches.Next(_queue);
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
            _queue.Drop();
            _room?.Set();
            StopWriting();
        }

        if (!wasBroken) onFailed(cause);
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
