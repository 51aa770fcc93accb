using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Judging;

/// <summary>What a rule has come to in one session.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Verdict">Of its worst finding; PASS without one; NOT_APPLICABLE where it had nothing to judge.</param>
/// <param name="Suppressed">Findings that were counted and not kept.</param>
public sealed record RuleOutcome(IRule Rule, Verdict Verdict, long Suppressed);
