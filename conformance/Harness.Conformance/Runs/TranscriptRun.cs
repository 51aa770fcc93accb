using Harness.Conformance.Reports;
using Harness.Conformance.Runs.KnownFailures;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs;

/// <summary>Judges recordings: each session is a case. What a recording does not show is nobody's fault and changes no exit code.</summary>
public sealed class TranscriptRun(JudgeOptions options, Party? party, KnownFailureList? known = null)
{
    private readonly KnownFailureList _known = known ?? KnownFailureList.Empty;

    /// <summary>What reports call the recordings; null for their own names.</summary>
    public string? Name { get; init; }

    /// <summary>Recordings that are judged at the same time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>One report for each protocol among the recordings.</summary>
    /// <param name="recordings">Transcripts with the name to report them under.</param>
    public IReadOnlyList<RunReport> Judge(IEnumerable<(string Name, Transcript Transcript)> recordings) =>
        [.. recordings.GroupBy(recording => recording.Transcript.Header.Protocol).Select(group => Report(group.Key, [.. group]))];

    private RunReport Report(string protocol, IReadOnlyList<(string Name, Transcript Transcript)> recordings)
    {
        var judged = recordings.AsParallel().AsOrdered().WithDegreeOfParallelism(Jobs).Select(recording => (recording.Name, recording.Transcript, Judge: Specs.Judging.Judge.Run(recording.Transcript, options))).ToList();
        var cases = judged.Select(one => _known.Mark(Case(one.Name, one.Transcript, one.Judge))).ToList();
        var report = new RunReport
        {
            Protocol = protocol,
            Role = RunRole.Transcript,
            Implementation = Name ?? (recordings.Count == 1 ? recordings[0].Name : FormattableString.Invariant($"{recordings.Count} recordings")),
            Cases = cases,
            Duration = cases.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Duration),
            Rules = Rules(judged.Select(one => one.Judge)),
            SuiteVersion = options.SuiteVersion,
        };
        return report with { KnownFailures = _known.Settle(report) };
    }

    private CaseResult Case(string name, Transcript transcript, Judge judge)
    {
        var findings = judge.Findings.Where(finding => party is null || finding.Party == party).OrderByDescending(finding => finding.Verdict).Select(CaseFinding.Of).ToList();
        var scrubber = new SecretScrubber(transcript.Header.Protocol, transcript.Frames);
        var outcomes = judge.Outcomes.Where(outcome => party is null || outcome.Rule.Party == party).ToList();
        return new CaseResult
        {
            Case = name,
            Title = $"session {transcript.Header.Session} of {transcript.Header.Started:u}",
            Level = ClauseLevel.Must,
            Verdict = outcomes.Select(outcome => outcome.Verdict).Worst(),
            Clauses = [.. findings.Select(finding => finding.Clause!.Id).Distinct()],
            Duration = transcript.Frames.Count == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(transcript.Frames[^1].T),
            Findings = [.. findings.Select(scrubber.Scrub)],
            Transcript = scrubber.Scrub(transcript),
            Note = findings.Count == 0 && outcomes.TrueForAll(outcome => outcome.Verdict == Verdict.NotApplicable) ? "nothing in it that a rule could judge" : null,
        };
    }

    /// <summary>What became of every rule over all recordings, in the order of the rule book: NOT_APPLICABLE where none of them shows what it judges.</summary>
    private IReadOnlyList<RuleVerdict> Rules(IEnumerable<Judge> judges) =>
    [
        .. judges.SelectMany(judge => judge.Outcomes)
            .Where(outcome => party is null || outcome.Rule.Party == party)
            .GroupBy(outcome => outcome.Rule.Id)
            .Select(group => new RuleVerdict(group.Key, group.Select(outcome => outcome.Verdict).Worst(), group.Count(outcome => outcome.Verdict != Verdict.NotApplicable))),
    ];
}
