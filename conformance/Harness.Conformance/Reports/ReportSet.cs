namespace Harness.Conformance.Reports;

/// <summary>All runs of one command: one for most, several where recordings are of several protocols, one a cell where a matrix is run.</summary>
/// <param name="Reports">In the order in which they ran.</param>
/// <param name="IsMatrix">It is written as a set also where it holds a single run.</param>
public sealed record ReportSet(IReadOnlyList<RunReport> Reports, bool IsMatrix)
{
    public static ReportSet Of(RunReport report) => new([report], IsMatrix: false);

    /// <summary>Whether files hold it as a list of runs.</summary>
    public bool IsList => IsMatrix || Reports.Count != 1;

    public TimeSpan Duration => Reports.Aggregate(TimeSpan.Zero, (sum, report) => sum + report.Duration);
}
