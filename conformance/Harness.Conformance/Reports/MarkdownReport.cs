using System.Globalization;
using System.Text;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>Markdown for a job summary: the count, then what is not right, then all cases.</summary>
public static class MarkdownReport
{
    public static void Write(TextWriter text, RunReport report)
    {
        text.WriteLine($"## {report.Protocol} {report.Role.ToString().ToLowerInvariant()}: {Escape(report.Implementation)}");
        text.WriteLine();
        text.WriteLine(SummaryLine.Of(report));
        if (report.NotRun > 0) text.WriteLine($"\n**Interrupted:** {report.NotRun} cases were not run");
        if (report.Unreachable is not null) text.WriteLine($"\n**Not reached:** {Escape(report.Unreachable)}");
        foreach (var result in report.Cases.Where(result => result.Findings.Count > 0))
        {
            text.WriteLine();
            text.WriteLine($"### {result.Verdict.Word()} {result.Case}: {Escape(result.Title)}");
            foreach (var finding in result.Findings) WriteFinding(text, finding);
        }

        text.WriteLine();
        text.WriteLine("| case | verdict | level | ms |");
        text.WriteLine("|---|---|---|---|");
        foreach (var result in report.Cases)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {result.Case} {Escape(result.Title)} | {result.Verdict.Word()} | {result.Level.Word()} | {result.Duration.TotalMilliseconds:0} |"));
        }
    }

    private static void WriteFinding(TextWriter text, CaseFinding finding)
    {
        text.WriteLine();
        text.WriteLine($"- **{finding.Verdict.Word()}** {Escape(finding.Message)}");
        if (finding.Clause is { } clause) text.WriteLine($"  - clause `{clause.Id}` §{Escape(clause.Section)} ({clause.Level.Word()}): {Escape(clause.Text)}");
        text.WriteLine($"  - expected: {Escape(finding.Expected)}");
        text.WriteLine($"  - actual: {Escape(finding.Actual)}");
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
