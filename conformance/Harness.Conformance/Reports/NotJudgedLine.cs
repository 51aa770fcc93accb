using System.Globalization;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>The last line of a report: how much was not judged, and which flags would change that. Silence would look like success.</summary>
public static class NotJudgedLine
{
    /// <returns>Null where everything was judged.</returns>
    public static string? Of(IReadOnlyList<RunReport> reports)
    {
        var all = reports.SelectMany(report => report.Cases).ToList();
        var left = all.Where(result => result.Verdict == Verdict.NotApplicable).ToList();
        if (left.Count == 0) return null;
        var parts = left.GroupBy(result => result.Enable ?? "")
            .OrderBy(group => group.Key.Length == 0)
            .ThenByDescending(group => group.Count())
            .Select(group => string.Create(
                CultureInfo.InvariantCulture,
                $"{(group.Key.Length > 0 ? $"{group.Key} enables {group.Count()}" : string.Join("; ", group.GroupBy(result => result.Note ?? "nothing to judge").Select(same => $"{same.Count()}: {same.Key}")))}"));
        return string.Create(CultureInfo.InvariantCulture, $"not judged: {left.Count} of {all.Count} cases ({string.Join("; ", parts)})");
    }
}
