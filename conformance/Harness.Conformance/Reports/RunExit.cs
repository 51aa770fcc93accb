using Harness.Conformance.Runs.KnownFailures;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>What a run says to the shell. Where several apply, the order is 2, 4, 3, 1, 5, 6.</summary>
public static class RunExit
{
    public const int Conformant = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;
    public const int HarnessFault = 4;
    public const int StaleKnownFailures = 5;
    public const int NothingJudged = 6;

    private static readonly int[] Precedence = [Usage, HarnessFault, Unreachable, Failed, StaleKnownFailures, NothingJudged, Conformant];

    public static int Of(RunReport report)
    {
        if (report.Cases.Any(result => result.Verdict == Verdict.HarnessError)) return HarnessFault;
        if (report.Unreachable is not null) return Unreachable;
        // What a recording does not show is nobody's fault.
        var isRecording = report.Role == RunRole.Transcript;
        if (report.Cases.Any(result => result.IsFailure && !(isRecording && result.Verdict == Verdict.Untestable))) return Failed;
        if (report.NotRun > 0) return Failed;
        if (report.KnownFailures.Any(status => status.State == KnownFailureState.Passed)) return Failed;
        if (report.KnownFailures.Any(status => status.IsStale)) return StaleKnownFailures;
        return report.Cases.All(result => result.Verdict == Verdict.NotApplicable) ? NothingJudged : Conformant;
    }

    /// <summary>The code that counts when several runs share one exit.</summary>
    public static int Worst(IEnumerable<int> codes) => codes.DefaultIfEmpty(NothingJudged).MinBy(code => Array.IndexOf(Precedence, code));
}
