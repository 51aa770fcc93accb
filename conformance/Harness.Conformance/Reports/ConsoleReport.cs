using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>What a person reads at the end of a run: the failures first, each with the frames around it, then one line for everything.</summary>
public sealed class ConsoleReport(TextWriter text, bool colour)
{
    /// <summary>Frames shown on either side of the one that a finding names.</summary>
    private const int Around = 3;

    private const int LongestText = 160;

    public void Write(RunReport report) => Write(ReportSet.Of(report));

    /// <summary>All runs, then what none of them judged.</summary>
    public void Write(ReportSet set)
    {
        foreach (var report in set.Reports) WriteRun(report);
        if (NotJudgedLine.Of(set.Reports) is { } line) text.WriteLine(line);
    }

    private void WriteRun(RunReport report)
    {
        foreach (var result in report.Cases.OrderByDescending(result => result.IsKnown ? Verdict.Info : result.Verdict).Where(IsWorthShowing)) WriteCase(result);
        if (report.Undecided.Count > 0) text.WriteLine($"not decided: {report.Undecided.Count} rules, as nothing here shows what they judge ({string.Join(", ", report.Undecided)})");
        if (report.Unreachable is not null) text.WriteLine(Paint(Verdict.Fail, $"{report.Implementation}: {report.Unreachable}"));
        if (report.NothingToRun is not null) text.WriteLine(Paint(Verdict.Fail, $"nothing was judged: {report.NothingToRun}"));
        if (report.NotRun > 0) text.WriteLine(Paint(Verdict.Fail, $"interrupted: {report.NotRun} cases were not run"));
        foreach (var remark in report.KnownFailures.Select(status => status.Remark).OfType<string>()) text.WriteLine(Paint(Verdict.Info, remark));
        foreach (var complaint in report.KnownFailures.Select(status => status.Complaint).OfType<string>()) text.WriteLine(Paint(Verdict.Fail, complaint));
        var worst = report.Cases.Select(result => result.IsKnown ? Verdict.Info : result.Verdict).Append(report.Unreachable is null ? Verdict.NotApplicable : Verdict.Fail).Worst();
        text.WriteLine(Paint(worst, $"{report.Protocol} {report.Role.ToString().ToLowerInvariant()} {report.Implementation}: {SummaryLine.Of(report)}"));
    }

    private static bool IsWorthShowing(CaseResult result) => result.Verdict is not (Verdict.Pass or Verdict.NotApplicable);

    /// <summary>One case with its findings, each with the frames around it.</summary>
    internal void WriteCase(CaseResult result)
    {
        if (result.IsKnown)
        {
            WriteKnown(result);
            return;
        }

        if (result.Verdict == Verdict.Info)
        {
            foreach (var (finding, more) in SameFindings.Fold(result.Findings))
                text.WriteLine(Paint(Verdict.Info, $"INFO {result.Case}: {finding.Message}{(finding.Clause is { } clause ? $" ({clause.Id})" : "")}{(SameFindings.Text(more) is { } rest ? $" {rest}" : "")}"));
            return;
        }

        text.WriteLine(Paint(result.Verdict, $"{result.Verdict.Word()} {result.Case}: {result.Title}"));
        if (result.Note is not null) text.WriteLine($"  {result.Note}");
        foreach (var (finding, more) in SameFindings.Fold(result.Findings))
        {
            text.WriteLine("  " + FindingText.Of(finding).ReplaceLineEndings("\n  "));
            if (finding.Frame is { } place && result.Transcript is { } transcript) WriteFrames(transcript, place);
            if (SameFindings.Text(more) is { } rest) text.WriteLine($"    {rest}");
        }

        if (result.Errors.Length > 0) text.WriteLine("  stderr:\n    " + string.Join("\n    ", RepeatedLines.Fold(result.Errors.TrimEnd())));
        text.WriteLine();
    }

    /// <summary>What was expected needs a line, not a page.</summary>
    private void WriteKnown(CaseResult result)
    {
        foreach (var finding in result.Findings.Where(finding => finding.Known is not null))
            text.WriteLine(Paint(Verdict.Info, $"known: {result.Verdict.Word()} {result.Case}: {finding.Message} ({finding.Known})"));
    }

    private void WriteFrames(Transcript transcript, FrameRef place)
    {
        var at = transcript.Frames.ToList().FindIndex(frame => FrameRef.Of(frame) == place);
        if (at < 0) return;
        for (var i = Math.Max(0, at - Around); i <= Math.Min(transcript.Frames.Count - 1, at + Around); i++)
        {
            if (transcript.Frames[i] is { Kind: FrameKind.Gap, Frames: 0 }) continue;
            text.WriteLine($"    {(i == at ? ">" : " ")} {FrameText.Of(transcript.Frames[i], LongestText)}");
        }
    }

    private string Paint(Verdict verdict, string line)
    {
        if (!colour) return line;
        var code = verdict switch
        {
            >= Verdict.Untestable => 31,
            Verdict.Warn or Verdict.Inconclusive => 33,
            Verdict.Pass => 32,
            _ => 36,
        };
        return $"\e[{code}m{line}\e[0m";
    }
}
