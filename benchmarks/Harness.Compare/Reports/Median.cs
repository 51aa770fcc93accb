namespace Harness.Compare.Reports;

/// <summary>The middle of several runs, which one bad run does not move.</summary>
internal static class Median
{
    public static double Of<T>(IReadOnlyList<T> runs, Func<T, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
