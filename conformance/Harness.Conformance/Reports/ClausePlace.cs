using Harness.Fixtures.Catalog;

namespace Harness.Conformance.Reports;

/// <summary>Where a clause stands in its document: <c>§5.1</c>, or the heading where sections have no numbers.</summary>
public static class ClausePlace
{
    public static string Of(Clause clause) => clause.Section.Length > 0 && char.IsAsciiDigit(clause.Section[0]) ? $"§{clause.Section}" : clause.Section;
}
