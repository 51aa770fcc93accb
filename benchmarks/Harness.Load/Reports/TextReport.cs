using Harness.Specs.Verdicts;

namespace Harness.Load.Reports;

/// <summary>The report on a console.</summary>
public static class TextReport
{
    public static void Write(TextWriter output, LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        output.WriteLine($"{report.Protocol} load {report.Target}");
        foreach (var (name, text) in ReportTable.Rows(report)) output.WriteLine($"  {name,-16}{text}");
        output.WriteLine();
        WriteSpreads(output, report);
        foreach (var finding in report.Findings ?? [])
            output.WriteLine($"{finding.Verdict.Word()} {finding.Clause} ({finding.Level}) × {finding.Count}: {finding.Example}");
        if (report.Findings is { Count: 0 }) output.WriteLine("every message was judged: nothing found");
        foreach (var threshold in report.Thresholds) output.WriteLine($"{(threshold.Holds ? "kept" : "MISSED")} {threshold.Text}, was {threshold.Actual}");
        if (report.Gone is { } gone) output.WriteLine(gone);
        output.Flush();
    }

    private static void WriteSpreads(TextWriter output, LoadReport report)
    {
        output.WriteLine("  " + string.Concat(ReportTable.Heads.Select((head, at) => at == 0 ? head.PadRight(16) : head.PadLeft(10))));
        foreach (var (name, spread, why) in ReportTable.Spreads(report))
        {
            output.WriteLine(spread is null
                ? $"  {name,-16}not measured: {why}"
                : "  " + string.Concat(ReportTable.Cells(name, spread).Select((cell, at) => at == 0 ? cell.PadRight(16) : cell.PadLeft(10))));
        }

        output.WriteLine();
    }
}
