namespace Harness.Load.Figures;

/// <summary>How durations spread, in microseconds.</summary>
public sealed record Spread
{
    public required long Count { get; init; }

    public required double Mean { get; init; }

    public required long P50 { get; init; }

    public required long P90 { get; init; }

    public required long P99 { get; init; }

    public required long P999 { get; init; }

    public required long P9999 { get; init; }

    public required long Max { get; init; }

    /// <summary>What lies in each of a few classes that an eye can take in, from the fastest.</summary>
    public required IReadOnlyList<SpreadClass> Classes { get; init; }

    /// <returns>Null where nothing was measured.</returns>
    internal static Spread? Of(Histogram histogram) => histogram.Count == 0 ? null : new Spread
    {
        Count = histogram.Count,
        Mean = histogram.Mean,
        P50 = histogram.Percentile(50)!.Value,
        P90 = histogram.Percentile(90)!.Value,
        P99 = histogram.Percentile(99)!.Value,
        P999 = histogram.Percentile(99.9)!.Value,
        P9999 = histogram.Percentile(99.99)!.Value,
        Max = histogram.Max,
        Classes = [.. ClassesOf(histogram)],
    };

    private static IEnumerable<SpreadClass> ClassesOf(Histogram histogram)
    {
        // Powers of two from 63 µs: their ends are ends of buckets, so that nothing is counted twice or lost.
        var from = -1L;
        var left = histogram.Count;
        for (var to = 63L; left > 0; to = (2 * to) + 1)
        {
            var count = histogram.Between(from, to);
            left -= count;
            if (count > 0 || left < histogram.Count) yield return new SpreadClass(to, count);
            from = to;
            if (to > 1L << 41) yield break;
        }
    }
}

/// <summary>How many durations lie in a class.</summary>
/// <param name="UpTo">Its upper end, in microseconds; the class begins where the one before ends.</param>
public sealed record SpreadClass(long UpTo, long Count);
