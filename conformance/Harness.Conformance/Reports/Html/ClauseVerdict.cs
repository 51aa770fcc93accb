using Harness.Fixtures.Catalog;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports.Html;

/// <summary>What a run has shown of one clause.</summary>
/// <param name="Verdict">The worst finding at it; PASS where cases about it were judged and found nothing there.</param>
/// <param name="Cases">Ids of the cases that are about it, or found something at it.</param>
internal sealed record ClauseVerdict(Clause Clause, Verdict Verdict, IReadOnlyList<string> Cases)
{
    /// <summary>Every clause that a run touched, the worst first, then by id.</summary>
    public static IReadOnlyList<ClauseVerdict> Of(RunReport report)
    {
        var found = report.Cases.SelectMany(result => result.Findings.Where(finding => finding.Clause is not null).Select(finding => (finding.Clause!.Id, finding.Verdict, result.Case)));
        var asked = report.Cases.SelectMany(result => result.Clauses.Select(id => (Id: id, Verdict: result.Verdict == Verdict.NotApplicable ? Verdict.NotApplicable : Verdict.Pass, result.Case)));
        return
        [
            .. found.Concat(asked)
                .GroupBy(touch => touch.Id)
                .Select(group => (Clause: ProtocolCatalog.Embedded.FindClause(group.Key), Verdict: group.Select(touch => touch.Verdict).Worst(), Cases: group.Select(touch => touch.Case).Distinct().ToList()))
                .Where(row => row.Clause is not null)
                .Select(row => new ClauseVerdict(row.Clause!, row.Verdict, row.Cases))
                .OrderByDescending(row => row.Verdict)
                .ThenBy(row => row.Clause.Id, StringComparer.Ordinal),
        ];
    }
}
