using System.Globalization;
using Harness.Load.Figures;
using Harness.Load.Reports;

namespace Harness.Load.Thresholds;

/// <summary>A figure that thresholds may name.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="IsDuration">Its limit is a duration.</param>
/// <param name="IsFloor">The limit is the least, not the most.</param>
/// <param name="Read">The figure in a report, in microseconds where it is a duration; null where it was not measured.</param>
public sealed record ThresholdWord(string Name, bool IsDuration, bool IsFloor, Func<LoadReport, double?> Read)
{
    /// <summary>Every word there is.</summary>
    public static IReadOnlyList<ThresholdWord> All { get; } =
    [
        .. Spreads("", report => report.Latency),
        .. Spreads("connect-", report => report.Connect),
        .. Spreads("first-", report => report.FirstMessage),
        .. Spreads("round-trip-", report => report.RoundTrips),
        new("errors", false, false, report => report.ErrorCount),
        new("failed", false, false, report => report.Connections.Asked - report.Connections.Opened),
        new("lost", false, false, report => report.Connections.Lost),
        new("backwards", false, false, report => report.Backwards),
        new("rate", false, true, report => report.MessagesPerSecond),
        new("messages/s", false, true, report => report.MessagesPerSecond),
        new("bytes/s", false, true, report => report.BytesPerSecond),
    ];

    /// <summary>The figure is the age of messages.</summary>
    public bool IsLatency => IsDuration && !Name.Contains('-', StringComparison.Ordinal);

    /// <summary>The figure is of requests and answers.</summary>
    public bool IsRoundTrip => Name.StartsWith("round-trip-", StringComparison.Ordinal);

    public static ThresholdWord? Find(string name) => All.FirstOrDefault(word => word.Name == name);

    public string Show(double value) => IsDuration ? Words.Time((long)value) : value.ToString("0.##", CultureInfo.InvariantCulture);

    private static IEnumerable<ThresholdWord> Spreads(string prefix, Func<LoadReport, Spread?> spread) =>
    [
        new(prefix + "p50", true, false, report => spread(report)?.P50),
        new(prefix + "p90", true, false, report => spread(report)?.P90),
        new(prefix + "p99", true, false, report => spread(report)?.P99),
        new(prefix + "p99.9", true, false, report => spread(report)?.P999),
        new(prefix + "p999", true, false, report => spread(report)?.P999),
        new(prefix + "p99.99", true, false, report => spread(report)?.P9999),
        new(prefix + "p9999", true, false, report => spread(report)?.P9999),
        new(prefix + "max", true, false, report => spread(report)?.Max),
    ];
}
