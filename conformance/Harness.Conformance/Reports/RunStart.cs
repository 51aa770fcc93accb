namespace Harness.Conformance.Reports;

/// <summary>What is known of a run when it begins.</summary>
/// <param name="Protocol">Slug.</param>
/// <param name="Implementation">As far as it has told its name.</param>
/// <param name="Cases">How many are to be run.</param>
public sealed record RunStart(string Protocol, RunRole Role, string Implementation, int Cases);
