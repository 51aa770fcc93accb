using System.Net;
using System.Text;
using Harness.Load.Figures;
using Harness.Specs.Verdicts;

namespace Harness.Load.Reports;

/// <summary>The report as one page that needs nothing beside it.</summary>
internal static class HtmlReport
{
    public static string Of(LoadReport report)
    {
        var page = new StringBuilder();
        var title = $"{report.Protocol} load {report.Target}";
        page.Append($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escape(title)}</title><style>{Style()}</style></head><body>\n");
        page.Append($"<h1>{Escape(title)}</h1><p class=\"about\">{Escape(Words.Text($"{report.Started:yyyy-MM-dd HH:mm:ss} UTC, suite {report.SuiteVersion}"))}</p>\n");
        if (report.Gone is { } gone) page.Append($"<p class=\"bad\">{Escape(gone)}</p>\n");
        WriteThresholds(page, report);
        page.Append("<section><h2>What happened</h2><table>");
        foreach (var (name, text) in ReportTable.Rows(report)) page.Append($"<tr><th>{Escape(name)}</th><td>{Escape(text)}</td></tr>");
        page.Append("</table></section>\n");
        WriteSpreads(page, report);
        WritePlots(page, report);
        WriteFindings(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void WriteThresholds(StringBuilder page, LoadReport report)
    {
        if (report.Thresholds.Count == 0) return;
        page.Append("<section><h2>Thresholds</h2><ul>");
        foreach (var threshold in report.Thresholds)
            page.Append($"<li class=\"{(threshold.Holds ? "good" : "bad")}\">{(threshold.Holds ? "kept" : "missed")} <code>{Escape(threshold.Text)}</code>, was {Escape(threshold.Actual)}</li>");
        page.Append("</ul></section>\n");
    }

    private static void WriteSpreads(StringBuilder page, LoadReport report)
    {
        page.Append("<section><h2>Times</h2><table class=\"figures\"><tr>");
        foreach (var head in ReportTable.Heads) page.Append($"<th>{head}</th>");
        page.Append("</tr>");
        foreach (var (name, spread, why) in ReportTable.Spreads(report))
        {
            page.Append("<tr>");
            if (spread is null) page.Append(Words.Text($"<th>{name}</th><td colspan=\"{ReportTable.Heads.Count - 1}\" class=\"soft\">not measured: {Escape(why ?? "")}</td>"));
            else foreach (var (at, cell) in ReportTable.Cells(name, spread).Index()) page.Append(at == 0 ? $"<th>{cell}</th>" : $"<td>{cell}</td>");
            page.Append("</tr>");
        }

        page.Append("</table></section>\n");
    }

    private static void WritePlots(StringBuilder page, LoadReport report)
    {
        Write(page, "Messages per second", Plot.Line([.. report.Samples.Select(sample => (sample.At.TotalSeconds, sample.Messages))], "/s", "messages per second over time"));
        Write(page, "Open connections", Plot.Line([.. report.Samples.Select(sample => (sample.At.TotalSeconds, (double)sample.Open))], "", "open connections over time"));
        if (report.Latency is { } latency) Write(page, "Latency", Plot.Bars(Percentiles(latency), value => Words.Time((long)value), "latency percentiles"));
        if (report.RoundTrips is { } trips) Write(page, "Round trips", Plot.Bars(Percentiles(trips), value => Words.Time((long)value), "round trip percentiles"));
        if (report.Connect is { } connect)
            Write(page, "Connecting took", Plot.Bars([.. connect.Classes.Select(part => ($"≤ {Words.Time(part.UpTo + 1)}", (double)part.Count))], Words.Number, "connections by the time they took"));
    }

    private static void WriteFindings(StringBuilder page, LoadReport report)
    {
        if (report.Findings is not { } findings) return;
        page.Append("<section><h2>Findings</h2>");
        if (findings.Count == 0) page.Append("<p>Every message was judged: nothing found.</p>");
        page.Append("<table>");
        foreach (var finding in findings)
            page.Append(Words.Text($"<tr><th class=\"{(finding.Verdict.IsFailure() ? "bad" : "soft")}\">{finding.Verdict.Word()}</th><td><code>{Escape(finding.Clause)}</code> {finding.Level} × {finding.Count}<br>{Escape(finding.Example)}</td></tr>"));
        page.Append("</table></section>\n");
    }

    private static void Write(StringBuilder page, string title, string plot) => page.Append($"<section><h2>{title}</h2>{plot}</section>\n");

    private static IReadOnlyList<(string, double)> Percentiles(Spread spread) =>
        [("p50", spread.P50), ("p90", spread.P90), ("p99", spread.P99), ("p99.9", spread.P999), ("p99.99", spread.P9999), ("max", spread.Max)];

    private static string Style()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("load.css")!);
        return reader.ReadToEnd();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
