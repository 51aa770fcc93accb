using System.Globalization;
using System.Text;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>Markdown for a job summary: the counts, then what is not right, then all cases, folded away.</summary>
public static class MarkdownReport
{
    /// <summary>A job summary holds 1 MiB: a run that goes wrong everywhere must not lose its page.</summary>
    private const int MostFindings = 100;

    public static void Write(TextWriter text, RunReport report) => Write(text, ReportSet.Of(report));

    public static void Write(TextWriter text, ReportSet set)
    {
        if (set.IsMatrix) WriteMatrix(text, set);
        foreach (var report in set.Reports) WriteRun(text, report);
    }

    private static void WriteMatrix(TextWriter text, ReportSet set)
    {
        text.WriteLine("## harness");
        text.WriteLine();
        text.WriteLine("| | implementation | protocol | role | cases |");
        text.WriteLine("|---|---|---|---|---|");
        foreach (var report in set.Reports)
        {
            text.WriteLine($"| {Mark(report)} | {Escape(report.Implementation)} | {report.Protocol} | {report.Role.ToString().ToLowerInvariant()} | {(report.Unreachable is { } why ? Escape(why) : SummaryLine.Of(report))} |");
        }

        text.WriteLine();
    }

    private static string Mark(RunReport report) => RunExit.Of(report) switch
    {
        RunExit.Conformant => "conformant",
        RunExit.NothingJudged => "nothing judged",
        RunExit.Unreachable => "not reached",
        RunExit.StaleKnownFailures => "stale list",
        RunExit.HarnessFault => "fault of the harness",
        _ => "**failed**",
    };

    private static void WriteRun(TextWriter text, RunReport report)
    {
        text.WriteLine($"## {report.Protocol} {report.Role.ToString().ToLowerInvariant()}: {Escape(report.Implementation)}");
        text.WriteLine();
        text.WriteLine(SummaryLine.Of(report));
        if (report.NotRun > 0) text.WriteLine($"\n**Interrupted:** {report.NotRun} cases were not run");
        if (report.Unreachable is not null) text.WriteLine($"\n**Not reached:** {Escape(report.Unreachable)}");
        foreach (var complaint in report.KnownFailures.Select(status => status.Complaint).OfType<string>()) text.WriteLine($"\n**Known failures:** {Escape(complaint)}");
        var left = MostFindings;
        foreach (var result in report.Cases.Where(result => result.Findings.Count > 0).OrderByDescending(result => result.IsFailure).ThenByDescending(result => result.Verdict))
        {
            if (left <= 0) break;
            text.WriteLine();
            text.WriteLine($"### {result.Verdict.Word()}{(result.IsKnown ? " (known)" : "")} {result.Case}: {Escape(result.Title)}");
            foreach (var finding in result.Findings.Take(left)) WriteFinding(text, finding);
            left -= result.Findings.Count;
        }

        if (left < 0) text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nand {-left} findings more, which the other reports hold"));
        WriteCases(text, report);
    }

    private static void WriteCases(TextWriter text, RunReport report)
    {
        text.WriteLine();
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<details><summary>All {report.Cases.Count} cases</summary>"));
        text.WriteLine();
        text.WriteLine("| case | verdict | level | ms |");
        text.WriteLine("|---|---|---|---|");
        foreach (var result in report.Cases)
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Escape(result.Case)} {Escape(result.Title)} | {result.Verdict.Word()}{(result.Enable is { } flag ? $" ({Escape(flag)} enables it)" : "")} | {result.Level.Word()} | {result.Duration.TotalMilliseconds:0} |"));
        }

        text.WriteLine();
        text.WriteLine("</details>");
        text.WriteLine();
    }

    private static void WriteFinding(TextWriter text, CaseFinding finding)
    {
        text.WriteLine();
        text.WriteLine($"- **{finding.Verdict.Word()}** {Escape(finding.Message)}{(finding.Known is { } known ? $" (known: {Escape(known)})" : "")}");
        if (finding.Clause is { } clause) text.WriteLine($"  - clause `{clause.Id}` {Escape(ClausePlace.Of(clause))} ({clause.Level.Word()}): {Escape(clause.Text)}");
        text.WriteLine($"  - expected: {Escape(finding.Expected)}");
        text.WriteLine($"  - actual: {Escape(finding.Actual)}{(finding.Frame is { } frame ? $" at frame {frame}" : "")}");
    }

    /// <summary>Text of a peer must neither break a table nor smuggle markup in.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#') escaped.Append('\\');
            escaped.Append(char.IsControl(character) ? ' ' : character);
        }

        return escaped.ToString();
    }
}
