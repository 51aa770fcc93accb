using Harness.Conformance.Reports;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.KnownFailures;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.KnownFailures;

/// <summary>The failures that a run expects: marks them as they come, and says at the end which entries still hold.</summary>
/// <param name="entries">The list.</param>
/// <param name="today">By the calendar in UTC: what an entry's <c>until</c> is held against.</param>
public sealed class KnownFailureList(IReadOnlyList<KnownFailure> entries, DateOnly today)
{
    public static KnownFailureList Empty { get; } = new([], DateOnly.MinValue);

    public IReadOnlyList<KnownFailure> Entries => entries;

    /// <summary>The same result, with the reason at every finding that was expected.</summary>
    public CaseResult Mark(CaseResult result)
    {
        var about = entries.Where(entry => entry.IsAbout(result.Case)).ToList();
        if (about.Count == 0) return result;
        // An entry whose text is nowhere expects a finding that was reworded; one whose text is there excuses nothing else.
        var reworded = about.Where(entry => entry.Text is not null && !result.Findings.Any(finding => IsFound(entry, finding))).ToList();
        return result with
        {
            Findings = [.. result.Findings.Select(finding => !finding.Verdict.IsFailure() ? finding : finding with
            {
                Known = (about.Find(entry => IsMet(entry, finding)) ?? reworded.Find(entry => IsBy(entry, finding)))?.Reason,
            })],
        };
    }

    /// <summary>What the run's results say about each entry.</summary>
    public IReadOnlyList<KnownFailureStatus> Settle(RunReport report) => [.. entries.Select(entry => Settle(entry, report))];

    private KnownFailureStatus Settle(KnownFailure entry, RunReport report)
    {
        var judged = report.Cases.Where(result => entry.IsAbout(result.Case)).ToList();
        if (judged.Count == 0) return Unseen(entry, report);
        if (UnknownRule(entry, report) is { } unknown) return unknown;
        var failures = judged.SelectMany(result => result.Findings).Where(finding => finding.Verdict.IsFailure()).ToList();
        if (failures.Exists(finding => IsMet(entry, finding))) return new(entry, entry.HasExpired(today) ? KnownFailureState.Expired : KnownFailureState.Failing);
        if (judged.SelectMany(result => result.Findings).FirstOrDefault(finding => FailsWhenStrict(finding) && IsFound(entry, finding)) is { } broken) return new(entry, KnownFailureState.Tolerated, broken.Message);
        if (failures.Find(finding => IsBy(entry, finding)) is { } other) return new(entry, KnownFailureState.Reworded, other.Message);
        if (judged.TrueForAll(result => result.Verdict == Verdict.NotApplicable) || judged.Exists(result => IsUndecided(entry, result))) return new(entry, KnownFailureState.Undecided);
        if (failures.Count > 0) return new(entry, KnownFailureState.Unmatched, $"{judged.Find(result => result.IsFailure)?.Case ?? entry.Case} fails by {failures[0].Rule} instead");
        return entry.HasExpired(today) ? new(entry, KnownFailureState.Unmatched, "it does not fail any more, and has expired") : new(entry, KnownFailureState.Passed);
    }

    /// <summary>No case of the run is meant: it may have been left out, or be another protocol's. Otherwise there is none.</summary>
    private static KnownFailureStatus Unseen(KnownFailure entry, RunReport report)
    {
        if (report.Role == RunRole.Transcript) return new(entry, KnownFailureState.Unmatched, "no recording is called so");
        var party = report.Role == RunRole.Client ? Party.Client : Party.Server;
        var here = CaseReader.Embedded(report.Protocol).Where(one => one.Roles.Contains(party)).Select(one => one.Id).ToList();
        var elsewhere = ProtocolCatalog.Embedded.Protocols.Where(protocol => protocol.Slug != report.Protocol).SelectMany(protocol => CaseReader.Embedded(protocol.Slug)).Select(one => one.Id);
        return here.Exists(entry.IsAbout) || elsewhere.Any(entry.IsAbout)
            ? new(entry, KnownFailureState.Undecided)
            : new(entry, KnownFailureState.Unmatched, $"no case of a {party.ToString().ToLowerInvariant()} is called so{NearestWord.Hint(entry.Case, here)}");
    }

    private static KnownFailureStatus? UnknownRule(KnownFailure entry, RunReport report)
    {
        if (entry.Rule is not { } rule || RuleBook.Find(rule) is not null || rule == Clients.EchoJudge.Rule || report.Cases.Any(result => result.Case == rule)) return null;
        if (ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => CaseReader.Embedded(protocol.Slug)).Any(one => one.Id == rule)) return null;
        return new(entry, KnownFailureState.Unmatched, $"no rule is called {rule}{NearestWord.Hint(rule, RuleBook.All.Select(known => known.Id))}");
    }

    private static bool IsUndecided(KnownFailure entry, CaseResult result) =>
        result.Verdict == Verdict.HarnessError || result.Findings.Any(finding => finding.Verdict == Verdict.Inconclusive && IsBy(entry, finding));

    /// <summary>A list that was made with --strict serves runs without it, too: there a broken SHOULD is a WARN.</summary>
    private static bool FailsWhenStrict(CaseFinding finding) => finding is { Verdict: Verdict.Warn, Level: ClauseLevel.Should };

    private static bool IsMet(KnownFailure entry, CaseFinding finding) => finding.Verdict.IsFailure() && IsFound(entry, finding);

    private static bool IsFound(KnownFailure entry, CaseFinding finding) => IsBy(entry, finding) && (entry.Text is not { } text || Says(finding, text));

    private static bool IsBy(KnownFailure entry, CaseFinding finding) => entry.Rule is null || entry.Rule == finding.Rule;

    private static bool Says(CaseFinding finding, string text) =>
        new[] { finding.Message, finding.Expected, finding.Actual }.Any(said => said.Contains(text, StringComparison.Ordinal));
}
