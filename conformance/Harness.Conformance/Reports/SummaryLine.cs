using System.Globalization;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>One line: how many cases, and how they came out.</summary>
public static class SummaryLine
{
    public static string Of(RunReport report)
    {
        var counts = VerdictWords.GravestFirst
            .Select(verdict => (Verdict: verdict, Count: report.Count(verdict)))
            .Where(pair => pair.Count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Count} {pair.Verdict.Word()}"));
        return string.Create(CultureInfo.InvariantCulture, $"{report.Cases.Count} {(report.Cases.Count == 1 ? "case" : "cases")}{(report.Cases.Count > 0 ? ": " : "")}{string.Join(", ", counts)}{(report.KnownCount > 0 ? $" ({report.KnownCount} known)" : "")}");
    }
}
