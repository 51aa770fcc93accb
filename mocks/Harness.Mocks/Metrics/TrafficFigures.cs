namespace Harness.Mocks.Metrics;

/// <summary>What crossed the sockets since the start or the last reset, and what waits now.</summary>
/// <param name="MessagesIn">Text and binary messages of peers.</param>
/// <param name="MessagesOut">Messages and control frames that have left.</param>
/// <param name="BytesIn">Their payloads.</param>
/// <param name="BytesOut">Their frames.</param>
/// <param name="QueuedMessages">Messages that wait for their peers to read.</param>
/// <param name="QueuedBytes">Their frames.</param>
/// <param name="Discarded">Messages that never left: dropped for a slow peer, missed by it, or left behind when it went.</param>
internal readonly record struct TrafficFigures(long MessagesIn, long MessagesOut, long BytesIn, long BytesOut, long QueuedMessages, long QueuedBytes, long Discarded);
