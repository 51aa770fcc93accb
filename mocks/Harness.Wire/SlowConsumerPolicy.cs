namespace Harness.Wire;

/// <summary>What happens to a peer that reads more slowly than we send, once its outbox is full. Whatever it is, nobody else waits for that peer.</summary>
public enum SlowConsumerPolicy
{
    /// <summary>The connection is cut. There is no close frame: it would have to wait behind everything that does not move.</summary>
    Disconnect,

    /// <summary>The oldest text or binary message that has not begun to leave makes room; control frames and raw bytes stay.</summary>
    DiscardOldest,

    /// <summary>
    /// The peer holds itself up: while its outbox is full it misses what is broadcast, and nothing more is read from it, so that its requests wait in
    /// its own send buffer. What it has asked for before still has as much room again; a peer that fills that too is cut.
    /// </summary>
    Block,
}
