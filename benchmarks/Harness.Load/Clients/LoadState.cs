using Harness.Load.Figures;

namespace Harness.Load.Clients;

/// <summary>What all clients of a run share.</summary>
internal sealed class LoadState(LoadOptions options)
{
    private readonly long _started = options.Time.GetTimestamp();
    private volatile bool _measures;
    private long _open;
    private long _streaming;
    private long _asked;
    private long _rejected;

    public LoadOptions Options => options;

    public DateTimeOffset Started { get; } = options.Time.GetUtcNow();

    public Incidents Incidents { get; } = new();

    /// <summary>Between the last connection and the end: what is counted then makes the rates and the latencies.</summary>
    public bool Measures
    {
        get => _measures;
        set => _measures = value;
    }

    /// <summary>The run is being taken down: what ends now ends by us.</summary>
    public bool IsOver { get; set; }

    /// <summary>Microseconds since the run began.</summary>
    public long Elapsed => options.Time.GetElapsedTime(_started).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Connections that are open now.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>Connections that have had market data.</summary>
    public long Streaming => Interlocked.Read(ref _streaming);

    /// <summary>Requests made.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>Orders that the server rejected.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed() => Interlocked.Decrement(ref _open);

    public void Streams() => Interlocked.Increment(ref _streaming);

    public void Asks() => Interlocked.Increment(ref _asked);

    public void Rejects() => Interlocked.Increment(ref _rejected);
}
