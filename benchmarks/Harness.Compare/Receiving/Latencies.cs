namespace Harness.Compare.Receiving;

/// <summary>How long messages were on their way, in whole microseconds up to two seconds. One thread adds; another reads in between.</summary>
internal sealed class Latencies
{
    private const int Longest = 2_000_000;

    private readonly int[] _counts = new int[Longest];

    public void Add(long micros) => _counts[Math.Clamp(micros, 0, Longest - 1)]++;

    public void Clear() => Array.Clear(_counts);

    /// <summary>In milliseconds; NaN where nothing was measured.</summary>
    public double Percentile(double percent)
    {
        var total = _counts.Sum(count => (long)count);
        if (total == 0) return double.NaN;
        var rank = (long)Math.Ceiling(total * percent / 100);
        for (var micros = 0; micros < Longest; micros++)
        {
            rank -= _counts[micros];
            if (rank <= 0) return micros / 1000.0;
        }

        return Longest / 1000.0;
    }
}
