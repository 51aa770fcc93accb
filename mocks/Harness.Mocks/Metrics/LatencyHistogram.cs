namespace Harness.Mocks.Metrics;

/// <summary>Counts durations in buckets. Any thread adds.</summary>
internal sealed class LatencyHistogram
{
    /// <summary>Upper bounds of the buckets, in seconds; one more takes what is longer.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

    private readonly long[] _counts = new long[Bounds.Count + 1];
    private long _ticks;

    /// <summary>How many there were in each bucket.</summary>
    public IReadOnlyList<long> Counts
    {
        get
        {
            var counts = new long[_counts.Length];
            for (var i = 0; i < counts.Length; i++) counts[i] = Interlocked.Read(ref _counts[i]);
            return counts;
        }
    }

    /// <summary>All of them together.</summary>
    public TimeSpan Sum => new(Interlocked.Read(ref _ticks));

    public void Add(TimeSpan duration)
    {
        var bucket = 0;
        while (bucket < Bounds.Count && duration.TotalSeconds > Bounds[bucket]) bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }
}
