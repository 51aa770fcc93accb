using System.Text;
using Harness.Specs.Verdicts;

namespace Harness.Load.Reports;

/// <summary>The report in Markdown.</summary>
internal static class MarkdownReport
{
    public static string Of(LoadReport report)
    {
        var text = new StringBuilder();
        text.Append($"# {report.Protocol} load {Escape(report.Target)}\n\n");
        text.Append(Words.Text($"{report.Started:yyyy-MM-dd HH:mm:ss} UTC, suite {report.SuiteVersion}\n\n"));
        text.Append("| | |\n|---|---|\n");
        foreach (var (name, value) in ReportTable.Rows(report)) text.Append($"| {name} | {Escape(value)} |\n");
        text.Append($"\n| {string.Join(" | ", ReportTable.Heads)} |\n|---|{string.Concat(Enumerable.Repeat("--:|", ReportTable.Heads.Count - 1))}\n");
        foreach (var (name, spread, why) in ReportTable.Spreads(report))
            text.Append(spread is null ? $"| {name} | not measured: {Escape(why ?? "")} | | | | | | |\n" : $"| {string.Join(" | ", ReportTable.Cells(name, spread))} |\n");
        if (report.Thresholds.Count > 0)
        {
            text.Append("\n| threshold | | measured |\n|---|---|---|\n");
            foreach (var threshold in report.Thresholds) text.Append($"| {Escape(threshold.Text)} | {(threshold.Holds ? "kept" : "**missed**")} | {threshold.Actual} |\n");
        }

        if (report.Findings is { Count: > 0 } findings)
        {
            text.Append("\n| verdict | clause | level | count | example |\n|---|---|---|--:|---|\n");
            foreach (var finding in findings) text.Append(Words.Text($"| {finding.Verdict.Word()} | {finding.Clause} | {finding.Level} | {finding.Count} | {Escape(finding.Example)} |\n"));
        }

        if (report.Gone is { } gone) text.Append($"\n{Escape(gone)}\n");
        return text.ToString();
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
