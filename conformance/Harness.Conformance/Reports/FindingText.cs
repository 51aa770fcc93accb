using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>A finding for people: the clause quoted with its section, what was expected, what was there.</summary>
public static class FindingText
{
    public static string Of(CaseFinding finding)
    {
        var place = finding.Frame is { } frame ? $" at {frame}" : "";
        var clause = finding.Clause is { } stated ? $"{stated.Id} {ClausePlace.Of(stated)} {stated.Level.Word()}: {stated.Text}" : finding.Rule;
        return $"{finding.Verdict.Word()} {finding.Message}{place}\n    clause   {clause}\n    expected {finding.Expected}\n    actual   {finding.Actual}{(finding.Known is { } known ? $"\n    known    {known}" : "")}";
    }
}
