using Harness.Wire.Transports;

namespace Harness.Wire;

/// <summary>
/// One WebSocket connection after its handshake, in either role: a read loop and an outbox. Every member may be called from any thread, the
/// handler's calls included, and none of them waits except <see cref="Send"/> under <see cref="SlowConsumerPolicy.Block"/>.
/// What is sent before <see cref="RunAsync"/> goes out at once.
/// </summary>
public sealed class WireConnection
{
    /// <param name="transport">Owned from here on: disposed when <see cref="RunAsync"/> ends.</param>
    /// <param name="time">Runs the deadlines of the close handshake.</param>
    public WireConnection(WireRole role, WireTransport transport, WireOptions options, TimeProvider time, IWireObserver? observer = null) => throw new NotSupportedException();

    public WireRole Role => throw new NotSupportedException();

    /// <summary>Whether pings are answered by themselves. Off, pongs are withheld; <see cref="SendPong"/> still works.</summary>
    public bool AnswerPings { get; set; }

    /// <summary>Whether messages are still taken: no close frame of ours, cut or end so far.</summary>
    public bool IsOpen => throw new NotSupportedException();

    public WireStatistics Statistics => throw new NotSupportedException();

    /// <summary>
    /// Reads until the connection is over, then ends it properly and disposes the transport. Whatever the peer sends ends in
    /// <see cref="IWireHandler.OnClosed"/>, never in an exception; only what the handler or the observer throws comes out of here.
    /// </summary>
    /// <param name="cancellationToken">Cuts the connection. For a polite end call <see cref="Close"/> and wait for this task.</param>
    public Task RunAsync(IWireHandler handler, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Queues a message, and writes it at once if nobody else is writing.</summary>
    /// <returns>False if the connection is closing or over, or the slow-consumer policy ended it.</returns>
    public bool Send(WireMessage message) => throw new NotSupportedException();

    /// <summary>Sends a message as several frames that nothing comes between; see <see cref="WireMessage.InFragments"/>.</summary>
    public bool SendFragmented(WireMessage message, params ReadOnlySpan<int> sizes) => throw new NotSupportedException();

    public bool SendPing(ReadOnlySpan<byte> payload) => throw new NotSupportedException();

    public bool SendPong(ReadOnlySpan<byte> payload) => throw new NotSupportedException();

    /// <summary>
    /// Begins the close handshake: the close frame goes out behind what is queued, nothing goes out after it, messages of the peer are still
    /// observed but no longer handled, and the connection ends with the peer's close frame or at <see cref="WireOptions.CloseTimeout"/>.
    /// A second call does nothing.
    /// </summary>
    /// <param name="code">Any number of 16 bits, those that RFC 6455 forbids included; null for an empty close frame.</param>
    /// <param name="reason">At most <see cref="WireClose.MaxReasonBytes"/> UTF-8 bytes; none without a code.</param>
    /// <exception cref="ArgumentException">The code or the reason does not fit.</exception>
    public void Close(int? code = 1000, string? reason = null) => throw new NotSupportedException();

    /// <summary>Sends a close frame behind what is queued and ends the connection without waiting for the peer's.</summary>
    /// <exception cref="ArgumentException">The code or the reason does not fit.</exception>
    public void CloseWithoutHandshake(int? code = 1000, string? reason = null) => throw new NotSupportedException();

    /// <summary>Ends the connection without a close frame (TCP FIN) once what is queued has left, or at once while stalled.</summary>
    public void Cut() => throw new NotSupportedException();

    /// <summary>Resets the connection at once (TCP RST); what is queued is lost.</summary>
    public void Reset() => throw new NotSupportedException();

    /// <summary>Goes half-open: nothing more is read or written, the outbox fills, the peer hears nothing.</summary>
    public void Stall() => throw new NotSupportedException();

    /// <summary>Reads and writes on after <see cref="Stall"/>.</summary>
    public void Resume() => throw new NotSupportedException();
}
