using Harness.Wire.Time;

namespace Harness.Wire.Transports;

/// <summary>A connection that never leaves the process: two streams, each reading what the other writes.</summary>
public static class InMemoryDuplex
{
    /// <param name="capacity">Bytes that may lie unread in one direction before a write waits, as a full TCP window would make it.</param>
    /// <param name="quiet">Told of every byte on its way, so that a manual clock knows when nothing moves.</param>
    public static (InMemoryStream Client, InMemoryStream Server) CreatePair(int capacity = 64 * 1024, QuietTracker? quiet = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var toServer = new InMemoryPipe(capacity, quiet);
        var toClient = new InMemoryPipe(capacity, quiet);
        return (new InMemoryStream(toClient, toServer), new InMemoryStream(toServer, toClient));
    }
}
