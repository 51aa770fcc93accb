namespace Harness.Wire;

/// <summary>
/// A journal's view of one connection: whole messages and control frames in wire order. The calls never overlap, come from any thread, and are
/// made under the outbox's lock: they must be short and must not call the connection.
/// </summary>
public interface IWireObserver
{
    /// <summary>A text, binary, ping or pong frame of the peer, before the handler sees it. The payload is valid only during the call.</summary>
    void Received(WireOpcode opcode, ReadOnlyMemory<byte> payload);

    /// <summary>The peer's close frame.</summary>
    void ReceivedClose(WireClose close);

    /// <summary>
    /// A message taken into the outbox: text, binary, ping, pong or raw bytes. It is immutable and shared by all its receivers, so that it can be
    /// kept without a copy, and recognised as the same message elsewhere.
    /// </summary>
    void Sent(WireMessage message);

    /// <summary>Our close frame, taken into the outbox.</summary>
    void SentClose(WireClose close);

    /// <summary>
    /// A message that never left, reported as sent or broadcast: it made room for a newer one (<see cref="SlowConsumerPolicy.DiscardOldest"/>), or there
    /// was none for it (<see cref="SlowConsumerPolicy.Block"/>).
    /// </summary>
    void Discarded(WireMessage message)
    {
    }

    /// <summary>The connection is over. Exactly once, after every other call and before <see cref="IWireHandler.OnClosed"/>.</summary>
    void Ended(WireClosed closed);
}
