namespace Harness.Wire;

/// <summary>A connection's outbox in figures, at one moment.</summary>
/// <param name="QueuedBytes">Bytes taken and not yet handed to the transport.</param>
/// <param name="QueuedMessages">Messages taken and not yet handed to the transport.</param>
/// <param name="PeakQueuedBytes">The most that <paramref name="QueuedBytes"/> has ever been.</param>
/// <param name="SentBytes">Bytes handed to the transport.</param>
/// <param name="SentMessages">Messages handed to the transport.</param>
/// <param name="Writes">Writes it took; fewer than messages where several left together.</param>
/// <param name="DiscardedMessages">Messages dropped by the slow-consumer policy, or left behind when the connection ended.</param>
public readonly record struct WireStatistics(
    long QueuedBytes, int QueuedMessages, long PeakQueuedBytes, long SentBytes, long SentMessages, long Writes, long DiscardedMessages);
