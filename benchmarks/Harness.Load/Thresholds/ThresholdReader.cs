using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;

namespace Harness.Load.Thresholds;

/// <summary>Reads <c>p99=20ms</c>, <c>errors=0</c> and <c>messages/s&gt;1000</c>.</summary>
public static class ThresholdReader
{
    private static readonly string[] Comparisons = ["<=", ">=", "=", "<", ">"];

    /// <summary>What words there are, for messages.</summary>
    public static string Words { get; } = "p50, p90, p99, p99.9, p99.99 or max, alone or behind connect-, first- or round-trip-; errors, failed, lost, backwards, rate, messages/s, bytes/s";

    public static bool TryRead(string text, [NotNullWhen(true)] out Threshold? threshold, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        threshold = null;
        var at = text.IndexOfAny(['<', '>', '=']);
        if (at <= 0)
        {
            error = $"expected WORD=LIMIT such as p99=20ms, got '{text}'";
            return false;
        }

        var name = text[..at].Trim();
        var comparison = Array.Find(Comparisons, known => text.AsSpan(at).StartsWith(known, StringComparison.Ordinal))!;
        var limit = text[(at + comparison.Length)..].Trim();
        if (ThresholdWord.Find(name) is not { } word)
        {
            error = $"expected one of {Words}, got '{name}'{NearestWord.Hint(name, ThresholdWord.All.Select(known => known.Name))}";
            return false;
        }

        if (comparison.StartsWith(word.IsFloor ? '<' : '>'))
        {
            error = $"{name} has a limit that is the {(word.IsFloor ? "least" : "most")}: expected {name}{(word.IsFloor ? ">" : "<")}{limit} or {name}={limit}, got '{text}'";
            return false;
        }

        error = word.IsDuration ? $"expected a duration such as 20ms after {name}, got '{limit}'" : $"expected a number after {name}, got '{limit}'";
        if (!TryLimit(word, limit, out var value)) return false;
        threshold = new Threshold(text, word, value, comparison is "<" or ">");
        return true;
    }

    private static bool TryLimit(ThresholdWord word, string text, out double value)
    {
        if (!word.IsDuration) return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        value = 0;
        // Durations as everywhere, and microseconds, which only here are of use.
        if (text.EndsWith("us", StringComparison.Ordinal) || text.EndsWith("µs", StringComparison.Ordinal))
            return double.TryParse(text[..^2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        if (!Duration.TryParse(text, out var duration) || duration <= TimeSpan.Zero) return false;
        value = duration.TotalMicroseconds;
        return true;
    }
}
