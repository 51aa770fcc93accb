using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>What became of one rule over a set of recordings.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Verdict">The worst of all recordings; PASS where it was kept; NOT_APPLICABLE where nothing shows what it judges, which is nobody's fault.</param>
/// <param name="Sessions">How many recordings could decide it.</param>
public sealed record RuleVerdict(string Rule, Verdict Verdict, int Sessions)
{
    /// <summary>Some recording could decide it.</summary>
    public bool IsDecided => Sessions > 0;
}
