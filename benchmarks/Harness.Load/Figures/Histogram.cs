using System.Numerics;

namespace Harness.Load.Figures;

/// <summary>
/// Counts durations in whole microseconds, in buckets that grow with the value: each is at most 1/128 wide of what it holds, from 1 µs to 12 days, in 36 KB.
/// One thread adds; another may read meanwhile and sees what was there a moment ago.
/// </summary>
internal sealed class Histogram
{
    /// <summary>Buckets from one power of two to the next.</summary>
    private const int Steps = 128;

    private const int StepBits = 7;
    private const int LongestBits = 40;
    private const long Longest = (1L << LongestBits) - 1;

    private readonly long[] _counts = new long[(LongestBits - StepBits + 1) * Steps];

    public long Count { get; private set; }

    /// <summary>Exact; 0 while nothing was added.</summary>
    public long Max { get; private set; }

    /// <summary>Of all values, in microseconds.</summary>
    public double Mean => Count == 0 ? 0 : Sum / (double)Count;

    private long Sum { get; set; }

    /// <summary>Adds a duration; a negative one counts as 0.</summary>
    public void Add(long micros)
    {
        var value = Math.Clamp(micros, 0, Longest);
        _counts[Bucket(value)]++;
        Count++;
        Sum += value;
        if (value > Max) Max = value;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
        Sum += other.Sum;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>The smallest value that so many percent do not exceed, as its bucket's upper end; null while nothing was added.</summary>
    public long? Percentile(double percent)
    {
        var total = 0L;
        foreach (var count in _counts) total += count;
        if (total == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(total * percent / 100));
        for (var i = 0; i < _counts.Length; i++)
        {
            rank -= _counts[i];
            if (rank <= 0) return Math.Min(UpperEnd(i), Max);
        }

        return Max;
    }

    /// <summary>How many values lie above <paramref name="from"/> and not above <paramref name="to"/>, as exactly as buckets tell.</summary>
    public long Between(long from, long to)
    {
        var count = 0L;
        for (var i = 0; i < _counts.Length && UpperEnd(i) <= to; i++)
        {
            if (UpperEnd(i) > from) count += _counts[i];
        }

        return count;
    }

    private static int Bucket(long value)
    {
        // Up to 255 every value has a bucket; above, the leading eight bits choose one of the 128 of its power of two.
        if (value < 2 * Steps) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return (shift * Steps) + (int)(value >> shift);
    }

    private static long UpperEnd(int bucket)
    {
        if (bucket < 2 * Steps) return bucket;
        var shift = (bucket / Steps) - 1;
        return ((long)(Steps + (bucket % Steps) + 1) << shift) - 1;
    }
}
