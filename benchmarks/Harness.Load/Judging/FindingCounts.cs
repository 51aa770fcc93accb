using Harness.Specs.Verdicts;

namespace Harness.Load.Judging;

/// <summary>Findings against the server, counted by clause, with the first of each as an example.</summary>
internal sealed class FindingCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClauseFindings> _byClause = [];

    public void Add(Finding finding)
    {
        lock (_gate)
        {
            if (_byClause.TryGetValue(finding.Clause.Id, out var known))
            {
                _byClause[finding.Clause.Id] = known with { Count = known.Count + 1, Verdict = finding.Verdict > known.Verdict ? finding.Verdict : known.Verdict };
                return;
            }

            _byClause.Add(finding.Clause.Id, new ClauseFindings(finding.Clause.Id, finding.Level.ToString().ToUpperInvariant(), finding.Verdict, 1, $"{finding.Message}; expected {finding.Expected}, but was {finding.Actual}"));
        }
    }

    /// <summary>The gravest first.</summary>
    public IReadOnlyList<ClauseFindings> All()
    {
        lock (_gate) return [.. _byClause.Values.OrderByDescending(one => one.Verdict).ThenByDescending(one => one.Count)];
    }
}

/// <summary>What was found at one clause. A rule keeps ten findings of a session at most at each clause, so that the count says "at least".</summary>
public sealed record ClauseFindings(string Clause, string Level, Verdict Verdict, long Count, string Example);
