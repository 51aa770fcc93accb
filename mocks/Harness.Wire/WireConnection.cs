using System.Runtime.ExceptionServices;
using Harness.Wire.Connections;
using Harness.Wire.Frames;
using Harness.Wire.Transports;

namespace Harness.Wire;

/// <summary>
/// One WebSocket connection after its handshake, in either role: a read loop and an outbox. Every member may be called from any thread, the
/// handler's calls included, and none of them waits.
/// What is sent before <see cref="RunAsync"/> goes out at once.
/// </summary>
public sealed class WireConnection
{
    private readonly WireTransport _transport;
    private readonly WireOptions _options;
    private readonly TimeProvider _time;
    private readonly IWireObserver? _observer;
    private readonly Outbox _outbox;
    private readonly Inbox _inbox;
    private readonly StallGate _stall = new();
    private readonly StallGate _backPressure = new();

    // Neither source has a timer, so neither needs disposing; members may be called after the end.
    private readonly CancellationTokenSource _stopReading = new();
    private readonly CancellationTokenSource _giveUp = new();

    private IWireHandler? _handler;
    private WireClosed? _closed;
    private WireClose? _received;
    private ITimer? _closeDeadline;
    private int _started;

    /// <param name="transport">Owned from here on: disposed when <see cref="RunAsync"/> ends.</param>
    /// <param name="time">Runs the deadlines of the close handshake.</param>
    public WireConnection(WireRole role, WireTransport transport, WireOptions options, TimeProvider time, IWireObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        Role = role;
        _transport = transport;
        _options = options.Validated();
        _time = time;
        _observer = observer;
        _outbox = new Outbox(transport, options, new BatchWriter(role, options.Masks), _backPressure, observer, time, OnWriteFailed);
        _inbox = new Inbox(transport, new FrameReader(role, options.MaxMessageBytes));
        AnswerPings = options.AnswerPings;
    }

    public WireRole Role { get; }

    /// <summary>Whether pings are answered by themselves. Off, pongs are withheld; <see cref="SendPong"/> still works.</summary>
    public bool AnswerPings { get; set; }

    /// <summary>Whether messages are still taken: no close frame of ours, cut or end so far.</summary>
    public bool IsOpen => _outbox.IsOpen;

    public WireStatistics Statistics => _outbox.Statistics;

    /// <summary>Completes when everything that was sent so far is with the transport, or when nothing more will be: stalled, or broken.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => _outbox.DrainAsync(cancellationToken);

    /// <summary>
    /// Reads until the connection is over, then ends it properly and disposes the transport. Whatever the peer sends ends in
    /// <see cref="IWireHandler.OnClosed"/>, never in an exception; only what the handler or the observer throws comes out of here.
    /// </summary>
    /// <param name="cancellationToken">Cuts the connection. For a polite end call <see cref="Close"/> and wait for this task.</param>
    public async Task RunAsync(IWireHandler handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (Interlocked.Exchange(ref _started, 1) != 0) throw new InvalidOperationException("A connection runs once.");
        _handler = handler;
        ExceptionDispatchInfo? failure = null;
        using (cancellationToken.UnsafeRegister(static connection => ((WireConnection)connection!).GiveUp(WireEnding.Cancelled), this))
        {
            try
            {
                NoteEnd(await _inbox.ReadAsync(Receive, _stall, _backPressure, _stopReading.Token));
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
                _outbox.AddClose(new WireClose(1011, ""));
                End(WireEnding.HandlerFailed, e.Message);
            }

            await new Departure(_transport, _outbox, _inbox, _options, _time).LeaveAsync(_closed!.Ending, Role, _giveUp.Token);
        }

        // Whoever cut, reset or overfilled the connection may have led us here on his own thread, in the midst of his work: the news must not reach him there.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var closed = _closed with { Sent = _outbox.SentClose, Received = _received };
        lock (_outbox.Gate) _observer?.Ended(closed);
        handler.OnClosed(closed);
        failure?.Throw();
    }

    /// <summary>Queues a message, and writes it at once if nobody else is writing.</summary>
    /// <returns>False if the connection is closing or over, or the slow-consumer policy ended it.</returns>
    public bool Send(WireMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var admission = _outbox.Add(message);
        if (admission == Admission.Overflow) GiveUp(WireEnding.SlowConsumer);
        return admission == Admission.Taken;
    }

    /// <summary>
    /// Queues what is this connection's of a burst, and writes nothing until <see cref="Flush"/>. The observer is not told: a broadcast is written down
    /// by whoever broadcasts.
    /// </summary>
    /// <param name="ranges">Ascending, and none of them empty.</param>
    /// <returns>How many of the messages were dealt with; fewer than there are if the connection is closing or over, or the slow-consumer policy ended it.</returns>
    public int SendShared(WireBurst burst, params ReadOnlySpan<BurstRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(burst);
        if (_outbox.AddShared(burst, ranges, out var taken) == Admission.Overflow) GiveUp(WireEnding.SlowConsumer);
        return taken;
    }

    /// <summary>Writes what <see cref="SendShared"/> has queued, in one write where it fits.</summary>
    public void Flush() => _outbox.Flush();

    /// <summary>Sends a message as several frames that nothing comes between; see <see cref="WireMessage.InFragments"/>.</summary>
    public bool SendFragmented(WireMessage message, params ReadOnlySpan<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Send(message.InFragments(sizes));
    }

    public bool SendPing(ReadOnlySpan<byte> payload) => Send(WireMessage.Ping(payload));

    public bool SendPong(ReadOnlySpan<byte> payload) => Send(WireMessage.Pong(payload));

    /// <summary>
    /// Begins the close handshake: the close frame goes out behind what is queued, nothing goes out after it, messages of the peer are still
    /// observed but no longer handled, and the connection ends with the peer's close frame or at <see cref="WireOptions.CloseTimeout"/>.
    /// A second call does nothing.
    /// </summary>
    /// <param name="code">Any number of 16 bits, those that RFC 6455 forbids included; null for an empty close frame.</param>
    /// <param name="reason">At most <see cref="WireClose.MaxReasonBytes"/> UTF-8 bytes; none without a code.</param>
    /// <exception cref="ArgumentException">The code or the reason does not fit.</exception>
    public void Close(int? code = 1000, string? reason = null)
    {
        if (!_outbox.AddClose(WireClose.Checked(code, reason))) return;
        lock (_outbox.Gate)
        {
            if (_closed is null) _closeDeadline = StartTimer(_options.CloseTimeout, () => GiveUp(WireEnding.CloseUnanswered));
        }
    }

    /// <summary>Sends a close frame behind what is queued and ends the connection without waiting for the peer's.</summary>
    /// <exception cref="ArgumentException">The code or the reason does not fit.</exception>
    public void CloseWithoutHandshake(int? code = 1000, string? reason = null)
    {
        if (_outbox.AddClose(WireClose.Checked(code, reason))) End(WireEnding.ClosedWithoutHandshake);
    }

    /// <summary>Ends the connection without a close frame (TCP FIN) once what is queued has left, or at once while stalled.</summary>
    public void Cut() => End(WireEnding.Cut);

    /// <summary>Resets the connection at once (TCP RST); what is queued is lost.</summary>
    public void Reset() => GiveUp(WireEnding.Reset);

    /// <summary>Goes half-open: nothing more is read or written, the outbox fills, the peer hears nothing.</summary>
    public void Stall()
    {
        _stall.Shut();
        _outbox.SetStalled(true);
    }

    /// <summary>Reads and writes on after <see cref="Stall"/>.</summary>
    public void Resume()
    {
        _outbox.SetStalled(false);
        _stall.Open();
    }

    /// <summary>Takes what the read loop found and says whether to read on.</summary>
    private bool Receive(FrameEvent found)
    {
        switch (found.Kind)
        {
            case FrameEventKind.Close:
                ReceiveClose(found.Close);
                return false;
            case FrameEventKind.Violation:
                Fail(found.Violation!);
                return false;
            default:
                ReceiveMessage(found.Opcode, found.Payload);
                return !_stopReading.IsCancellationRequested;
        }
    }

    private void ReceiveMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        lock (_outbox.Gate) _observer?.Received(opcode, payload);
        if (!_outbox.IsOpen) return;
        switch (opcode)
        {
            case WireOpcode.Ping:
                if (AnswerPings) SendPong(payload.Span);
                _handler!.OnPing(payload);
                break;
            case WireOpcode.Pong:
                _handler!.OnPong(payload);
                break;
            default:
                _handler!.OnMessage(opcode, payload);
                break;
        }
    }

    private void ReceiveClose(WireClose close)
    {
        lock (_outbox.Gate)
        {
            _received = close;
            _observer?.ReceivedClose(close);
        }

        // §5.5.1: a close frame is answered with one, which typically echoes its code, unless ours is what it answers.
        var answered = _outbox.AddClose(close with { Reason = "" });
        End(answered ? WireEnding.PeerClosed : WireEnding.Closed);
    }

    private void Fail(WireViolation violation)
    {
        _outbox.AddClose(new WireClose(violation.Code, violation.Message));
        End(WireEnding.Violation, violation: violation);
    }

    private void NoteEnd(InboxEnd end)
    {
        if (end.Ending == InboxEnding.Stopped) return;
        var unanswered = _outbox.SentClose is not null;
        var ending = unanswered ? WireEnding.CloseUnanswered : end.Ending == InboxEnding.PeerEnded ? WireEnding.PeerCut : WireEnding.PeerReset;
        End(ending, end.Detail);
    }

    /// <summary>What we cannot write, the peer cannot have read; what it sent before can still be read, so reading ends it, or a deadline.</summary>
    private void OnWriteFailed(Exception cause)
    {
        lock (_outbox.Gate)
        {
            if (_closed is null) _closeDeadline ??= StartTimer(_options.CloseTimeout, () => GiveUp(WireEnding.PeerReset, cause.Message));
        }
    }

    /// <summary>Ends the connection politely, unless its end is decided: the read loop stops and takes its leave.</summary>
    private void End(WireEnding ending, string? detail = null, WireViolation? violation = null)
    {
        Decide(new WireClosed { Ending = ending, Detail = detail, Violation = violation });
        _stopReading.Cancel();
    }

    /// <summary>Ends the connection now, whatever has not left, also when it is already ending.</summary>
    private void GiveUp(WireEnding ending, string? detail = null)
    {
        Decide(new WireClosed { Ending = ending, Detail = detail });
        _outbox.Abort();

        // Before the read loop hears of it: what it lets go of would end in its own way.
        if (ending == WireEnding.Reset) _transport.Reset();
        else _transport.Cut();
        _giveUp.Cancel();
        _stopReading.Cancel();
    }

    private void Decide(WireClosed closed)
    {
        lock (_outbox.Gate)
        {
            _closed ??= closed;
            _outbox.Seal();
            _closeDeadline?.Dispose();
        }
    }

    private ITimer StartTimer(TimeSpan due, Action action) =>
        _time.CreateTimer(static state => ((Action)state!)(), action, due, Timeout.InfiniteTimeSpan);
}
