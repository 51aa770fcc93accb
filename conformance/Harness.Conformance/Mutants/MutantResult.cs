using Harness.Conformance.Reports;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Mutants;

/// <summary>What became of one mutant.</summary>
/// <param name="Mutant">Its id.</param>
/// <param name="Declared">The clauses it breaks.</param>
/// <param name="Hits">The findings at those clauses.</param>
/// <param name="Strays">FAIL and WARN at clauses that it neither breaks nor lists.</param>
public sealed record MutantResult(string Mutant, IReadOnlyList<string> Declared, IReadOnlyList<CaseFinding> Hits, IReadOnlyList<CaseFinding> Strays)
{
    /// <summary>The slug that its id begins with.</summary>
    public string Protocol => Mutant.Split('.')[0];

    public bool IsCaught => Hits.Count > 0;

    public bool IsClean => Strays.Count == 0;

    /// <summary>The clauses it was caught at.</summary>
    public IEnumerable<string> CaughtAt => Hits.Select(finding => finding.Clause!.Id).Distinct();

    /// <summary>The rules, and cases, that caught it.</summary>
    public IEnumerable<string> CaughtBy => Hits.Select(finding => finding.Rule).Distinct();

    /// <summary>A fault of the harness while it played the mutant.</summary>
    public bool HasFault => Strays.Any(finding => finding.Verdict == Verdict.HarnessError);
}
