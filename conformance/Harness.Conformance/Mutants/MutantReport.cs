namespace Harness.Conformance.Mutants;

/// <summary>The whole matrix: how many mutants are caught, what else they tripped, and which rules no mutant proves.</summary>
/// <param name="Results">One a mutant.</param>
/// <param name="Unproven">Rules that no mutant was caught by.</param>
/// <param name="Duration">Real time.</param>
public sealed record MutantReport(IReadOnlyList<MutantResult> Results, IReadOnlyList<string> Unproven, TimeSpan Duration)
{
    public int Caught => Results.Count(result => result.IsCaught);

    public bool IsGood => Results.Count > 0 && Unproven.Count == 0 && Results.All(result => result is { IsCaught: true, IsClean: true });

    /// <summary>What a person reads: misses and strays with their findings, the score of each protocol, then of all.</summary>
    /// <param name="all">Names those that were caught as they should be, too, with the clauses and rules that saw them.</param>
    public void Write(TextWriter text, bool all = false)
    {
        foreach (var result in Results.Where(result => all || result is not { IsCaught: true, IsClean: true })) Write(text, result);
        foreach (var rule in Unproven) text.WriteLine($"no mutant proves the rule {rule}");
        foreach (var protocol in Results.GroupBy(result => result.Protocol))
        {
            text.WriteLine($"{protocol.Key,-8}  {protocol.Count(result => result.IsCaught)}/{protocol.Count()} caught{Strays(protocol.Count(result => !result.IsClean))}");
        }

        text.WriteLine(FormattableString.Invariant($"mutation score {Caught}/{Results.Count}, {Results.Count(result => !result.IsClean)} with strays, {Unproven.Count} rules unproven, {Duration.TotalSeconds:0.0} s"));
    }

    private static string Strays(int count) => count == 0 ? "" : FormattableString.Invariant($", {count} with strays");

    private static void Write(TextWriter text, MutantResult result)
    {
        var word = result.IsCaught ? result.IsClean ? "caught" : "STRAYS" : "MISSED";
        text.WriteLine($"{word}  {result.Mutant}: {(result.IsCaught ? $"at {string.Join(" ", result.CaughtAt)} by {string.Join(" ", result.CaughtBy)}" : $"declares {string.Join(" ", result.Declared)}")}");
        foreach (var stray in result.Strays.DistinctBy(finding => (finding.Rule, finding.Clause?.Id)))
        {
            text.WriteLine("    " + Reports.FindingText.Of(stray).ReplaceLineEndings("\n    "));
        }
    }
}
