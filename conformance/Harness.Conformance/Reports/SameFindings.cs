using System.Globalization;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>Findings that say the same of many frames: a reader needs the first in full, and where the others are.</summary>
internal static class SameFindings
{
    private const int MostPlaces = 8;

    /// <summary>The first of each kind with the others of it, in the order of the first ones.</summary>
    public static IEnumerable<(CaseFinding First, IReadOnlyList<CaseFinding> More)> Fold(IEnumerable<CaseFinding> findings) => findings
        .GroupBy(finding => (finding.Verdict, finding.Rule, finding.Clause?.Id, finding.Message, finding.Known))
        .Select(same => (same.First(), (IReadOnlyList<CaseFinding>)[.. same.Skip(1)]));

    /// <summary><c>… and 41 more at #1.7, #1.9, …</c>; null where there are none.</summary>
    public static string? Text(IReadOnlyList<CaseFinding> more)
    {
        if (more.Count == 0) return null;
        var places = more.Select(finding => finding.Frame).OfType<FrameRef>().Select(frame => frame.ToString()).ToList();
        var at = places.Count == 0 ? "" : $" at {string.Join(", ", places.Take(MostPlaces))}{(places.Count > MostPlaces ? ", …" : "")}";
        return string.Create(CultureInfo.InvariantCulture, $"… and {more.Count} more{at}");
    }
}
