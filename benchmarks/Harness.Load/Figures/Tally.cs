namespace Harness.Load.Figures;

/// <summary>What one receiving thread has counted. It alone writes; whoever reports reads in between.</summary>
internal sealed class Tally
{
    private long _messages;
    private long _bytes;

    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Bytes on the wire, headers included.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>From a message's own time until it was here.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>From a request until its answer.</summary>
    public Histogram RoundTrips { get; } = new();

    /// <summary>From the end of the handshake until the first market data.</summary>
    public Histogram FirstMessage { get; } = new();

    /// <summary>Messages whose own time lies before that of the one before in the same stream.</summary>
    public long Backwards { get; set; }

    /// <summary>Messages whose own time is still to come: the clocks differ.</summary>
    public long Ahead { get; set; }

    /// <summary>Market data whose own time could not be read.</summary>
    public long Timeless { get; set; }

    public void Count(int bytes)
    {
        Volatile.Write(ref _bytes, _bytes + bytes);
    }

    public void CountMessage() => Volatile.Write(ref _messages, _messages + 1);
}
