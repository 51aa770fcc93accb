namespace Harness.Wire;

/// <summary>What happens to a peer that reads more slowly than we send, once its outbox is full. Whatever it is, nobody else waits for that peer.</summary>
public enum SlowConsumerPolicy
{
    /// <summary>
    /// The connection is cut, once its outbox is full and it has taken nothing for <see cref="WireOptions.SlowAfter"/>; one that takes something, only when
    /// four times as much of what is broadcast waits, or sixteen times of what is meant for it alone. Until there is room again nothing is read from it, so
    /// that nobody is cut for what he asked for. There is no close frame: it would have to wait behind everything that does not move.
    /// </summary>
    Disconnect,

    /// <summary>The oldest text or binary message that has not begun to leave makes room; control frames and raw bytes stay.</summary>
    DiscardOldest,

    /// <summary>
    /// The peer holds itself up: while its outbox is full it misses what is broadcast, and nothing more is read from it, so that its requests wait in
    /// its own send buffer. What it has asked for before still has as much room again; a peer that fills that too is cut as with <see cref="Disconnect"/>.
    /// </summary>
    Block,
}
