using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports.Html;

/// <summary>The look of a verdict: five are enough, the word beside it says the rest.</summary>
internal static class VerdictClass
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.HarnessError or Verdict.Crash or Verdict.Timeout or Verdict.Fail or Verdict.Untestable => "bad",
        Verdict.Inconclusive or Verdict.Warn => "warn",
        Verdict.Info => "info",
        Verdict.Pass => "good",
        _ => "none",
    };
}
