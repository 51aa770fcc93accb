using System.Globalization;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

/// <summary>
/// How far the registers are judged: a row a register with, for each level, how many of its clauses a rule checks and how many there are; then the
/// clauses that no rule checks, under the reason why nothing can.
/// </summary>
internal sealed class ClauseSummary(IEnumerable<Clause> clauses)
{
    private static readonly ClauseLevel[] Levels = [ClauseLevel.Must, ClauseLevel.Should, ClauseLevel.May, ClauseLevel.Silent];

    private static readonly string[] Headings = ["register", .. Levels.Select(level => level.ToString().ToUpperInvariant()), "checked by rules", "rules"];

    private readonly List<Clause> _clauses = [.. clauses];

    public void WriteText(TextWriter output, bool withReasons)
    {
        TextTable.Write(output, Headings, Rows());
        if (!withReasons)
        {
            output.WriteLine();
            output.WriteLine($"{Number(_clauses.Count(clause => clause.Rules.Count == 0))} clauses have no rule; --reasons says why, and which they are");
            return;
        }

        foreach (var reason in Reasons())
        {
            output.WriteLine();
            output.WriteLine($"{reason.Count()} without a rule: {reason.Key}");
            output.WriteLine($"  {Ids(reason)}");
        }
    }

    public void WriteMarkdown(TextWriter output)
    {
        output.WriteLine(Line(Headings));
        output.WriteLine(Line(Headings.Select(_ => "---")));
        foreach (var row in Rows()) output.WriteLine(Line(row));
        output.WriteLine();
        output.WriteLine(Line(["why no rule can check it", "clauses", "which"]));
        output.WriteLine(Line(["---", "---", "---"]));
        foreach (var reason in Reasons()) output.WriteLine(Line([reason.Key!, Number(reason.Count()), Ids(reason)]));
    }

    private IEnumerable<string[]> Rows()
    {
        var registers = _clauses.GroupBy(clause => clause.Id.Split('.')[0]).ToList();
        foreach (var register in registers) yield return Row(register.Key, [.. register]);
        if (registers.Count > 1) yield return Row("all", _clauses);
    }

    private static string[] Row(string name, IReadOnlyList<Clause> clauses) =>
        [name, .. Levels.Select(level => Share([.. clauses.Where(clause => clause.Level == level)])), Share(clauses), Number(clauses.SelectMany(clause => clause.Rules).Distinct().Count())];

    private static string Share(IReadOnlyCollection<Clause> clauses) =>
        clauses.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{clauses.Count(clause => clause.Rules.Count > 0)} of {clauses.Count}");

    /// <summary>The reasons that hold most clauses back come first.</summary>
    private IEnumerable<IGrouping<string?, Clause>> Reasons() => _clauses
        .Where(clause => clause.Rules.Count == 0)
        .GroupBy(clause => clause.Untestable)
        .OrderByDescending(reason => reason.Count())
        .ThenBy(reason => reason.Key, StringComparer.Ordinal);

    private static string Ids(IEnumerable<Clause> clauses) => string.Join(" ", clauses.Select(clause => clause.Id));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
