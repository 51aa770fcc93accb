using Harness.Fixtures.Catalog;

namespace Harness.Specs.Verdicts;

/// <summary>The words of reports for verdicts and levels.</summary>
public static class VerdictWords
{
    /// <summary>All verdicts, the gravest first, as summaries list them.</summary>
    public static IReadOnlyList<Verdict> GravestFirst { get; } = [.. Enum.GetValues<Verdict>().OrderDescending()];

    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.NotApplicable => "NOT_APPLICABLE",
        Verdict.Pass => "PASS",
        Verdict.Info => "INFO",
        Verdict.Warn => "WARN",
        Verdict.Inconclusive => "INCONCLUSIVE",
        Verdict.Untestable => "UNTESTABLE",
        Verdict.Fail => "FAIL",
        Verdict.Timeout => "TIMEOUT",
        Verdict.Crash => "CRASH",
        _ => "HARNESS_ERROR",
    };

    public static string Word(this ClauseLevel level) => level switch
    {
        ClauseLevel.Must => "MUST",
        ClauseLevel.Should => "SHOULD",
        ClauseLevel.May => "MAY",
        _ => "SILENT",
    };

    public static Verdict Worst(this IEnumerable<Verdict> verdicts) =>
        verdicts.Aggregate(Verdict.NotApplicable, (worst, verdict) => verdict > worst ? verdict : worst);

    /// <summary>Whether it keeps a run from exit code 0 and lies with the implementation: such a finding can be a known failure.</summary>
    public static bool IsFailure(this Verdict verdict) => verdict is Verdict.Fail or Verdict.Timeout or Verdict.Crash or Verdict.Untestable;

    /// <summary>What breaking a clause of that level amounts to; <paramref name="strict"/> raises SHOULD to FAIL.</summary>
    public static Verdict WhenBroken(this ClauseLevel level, bool strict) => level switch
    {
        ClauseLevel.Must => Verdict.Fail,
        ClauseLevel.Should => strict ? Verdict.Fail : Verdict.Warn,
        _ => Verdict.Info,
    };
}
