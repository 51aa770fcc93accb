using Harness.Conformance.Reports;
using Harness.Fixtures.KnownFailures;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.KnownFailures;

/// <summary>Brings a known-failing list up to date with what runs have shown.</summary>
public static class KnownFailureUpdate
{
    private const string NoReason = "not yet explained";

    /// <summary>
    /// Takes off what does not fail any more, rewords what says something else now, and adds what fails and was not expected. What no run could judge,
    /// and what has expired, stays: a day that somebody set is not moved by a program.
    /// </summary>
    /// <param name="list">The list as it is.</param>
    /// <param name="reports">Of every run that used it, settled.</param>
    /// <returns>The list's new text.</returns>
    public static string Apply(KnownFailureText list, IReadOnlyList<RunReport> reports)
    {
        var states = list.Entries.Select((_, index) => reports.Select(report => report.KnownFailures[index]).ToList()).ToList();
        var reworded = new Dictionary<int, string>();
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].Find(status => status.State == KnownFailureState.Reworded) is { } now && !states[i].Exists(IsFailing)) reworded[i] = now.Said;
        }

        var added = reports.SelectMany(report => report.Cases).SelectMany(New).DistinctBy(entry => (entry.Case, entry.Rule, entry.Text));
        return list.With(index => !IsGone(states[index]), reworded, added);
    }

    private static bool IsFailing(KnownFailureStatus status) => status.State is KnownFailureState.Failing or KnownFailureState.Expired;

    private static bool IsGone(List<KnownFailureStatus> states) =>
        states.Exists(status => status.State is KnownFailureState.Passed or KnownFailureState.Unmatched)
        && states.TrueForAll(status => status.State is KnownFailureState.Passed or KnownFailureState.Unmatched or KnownFailureState.Undecided);

    private static IEnumerable<KnownFailure> New(CaseResult result) => result.Findings
        .Where(finding => finding.Verdict.IsFailure() && finding.Known is null)
        .Select(finding => new KnownFailure { Case = result.Case, Rule = finding.Rule, Text = finding.Message, Reason = NoReason });
}
