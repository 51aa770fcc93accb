namespace Harness.Wire;

/// <summary>What happens to a peer that reads more slowly than we send, once its outbox is full.</summary>
public enum SlowConsumerPolicy
{
    /// <summary>The connection is cut. There is no close frame: it would have to wait behind everything that does not move.</summary>
    Disconnect,

    /// <summary>The oldest text or binary message that has not begun to leave makes room; control frames and raw bytes stay.</summary>
    DiscardOldest,

    /// <summary>The sending thread waits, and with it whatever else that thread serves. Only for mocks that are to misbehave so.</summary>
    Block,
}
