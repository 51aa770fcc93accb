using Harness.Load.Figures;

namespace Harness.Load.Reports;

/// <summary>The report as rows of a name and a text, for all who show it to people.</summary>
internal static class ReportTable
{
    public static IEnumerable<(string Name, string Text)> Rows(LoadReport report)
    {
        var connections = report.Connections;
        yield return ("connections", Words.Text($"{connections.Opened} of {connections.Asked} opened in {Words.Time((long)report.Ramp.TotalMicroseconds)}, {connections.Streaming} had market data, {connections.Lost} lost"));
        yield return ("measured", Words.Text($"{report.Measured.TotalSeconds:0.#} s{(report.Interrupted ? ", ended early" : "")}"));
        yield return ("messages", $"{Words.Number(report.Messages)}, {Words.Number(report.MessagesPerSecond)}/s");
        yield return ("bytes", $"{Words.Bytes(report.Bytes)}, {Words.Bytes(report.BytesPerSecond)}/s");
        yield return ("out of order", report.Backwards is { } back ? Words.Text($"{back} messages older than the one before in their stream; whether one is missing no document lets a client tell") : "messages tell no time of their own");
        if (report.Timeless > 0) yield return ("without a time", Words.Text($"{report.Timeless} messages"));
        if (report.Ahead > 0) yield return ("clocks", Words.Text($"{report.Ahead} messages are from the future: the clocks differ, and their age counts as 0"));
        if (report.RejectedOrders > 0) yield return ("orders rejected", Words.Text($"{report.RejectedOrders}"));
        if (report.Stalled is { } stalled)
            yield return ("stalled", Words.Text($"{stalled.Stopped} of {stalled.Clients} stopped reading; {stalled.Held} still open at the end, ended by the server: {Words.Counts(stalled.Ended)}"));
        yield return ("ended early", Words.Counts(report.Endings));
        yield return ("errors", Words.Counts(report.Errors));
    }

    /// <summary>What was measured as a spread, and why not where it was not.</summary>
    public static IEnumerable<(string Name, Spread? Spread, string? Why)> Spreads(LoadReport report)
    {
        yield return ("connect", report.Connect, "no connection opened");
        yield return ("first message", report.FirstMessage, "no market data came");
        yield return ("latency", report.Latency, report.NoLatency);
        yield return ("round trip", report.RoundTrips, report.NoRoundTrips ?? "no answer came");
    }

    public static IReadOnlyList<string> Heads { get; } = ["", "count", "p50", "p90", "p99", "p99.9", "p99.99", "max"];

    public static IReadOnlyList<string> Cells(string name, Spread spread) =>
    [
        name, Words.Number(spread.Count), Words.Time(spread.P50), Words.Time(spread.P90), Words.Time(spread.P99), Words.Time(spread.P999), Words.Time(spread.P9999), Words.Time(spread.Max),
    ];
}
