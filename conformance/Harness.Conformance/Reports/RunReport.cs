using Harness.Conformance.Runs.KnownFailures;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>The outcome of one run: one implementation, or one set of recordings, of one protocol.</summary>
public sealed record RunReport
{
    public const int SchemaVersion = 1;

    /// <summary>Slug.</summary>
    public required string Protocol { get; init; }

    public required RunRole Role { get; init; }

    /// <summary>How the implementation is called: <c>--name</c>, its own hello, its command or address.</summary>
    public required string Implementation { get; init; }

    public required IReadOnlyList<CaseResult> Cases { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The implementation could not be reached or started at all: why.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Why there was no case to run at all; null where there was one.</summary>
    public string? NothingToRun { get; init; }

    /// <summary>Cases that an interruption kept from being run: a run that lacks some proves nothing.</summary>
    public int NotRun { get; init; }

    /// <summary>What became of every rule; for transcripts.</summary>
    public IReadOnlyList<RuleVerdict> Rules { get; init; } = [];

    /// <summary>Ids of rules that these recordings cannot decide, since nothing in them shows what they judge: the reader must not take them for kept.</summary>
    public IReadOnlyList<string> Undecided => [.. Rules.Where(rule => !rule.IsDecided).Select(rule => rule.Rule)];

    /// <summary>Each entry of the known-failing list and what this run has shown of it; empty without a list.</summary>
    public IReadOnlyList<KnownFailureStatus> KnownFailures { get; init; } = [];

    /// <summary>The version of the suite that the run was pinned to; null for all that this one knows.</summary>
    public Version? SuiteVersion { get; init; }

    /// <summary>How many cases fail as expected.</summary>
    public int KnownCount => Cases.Count(result => result.IsKnown);

    public int Count(Verdict verdict) => Cases.Count(result => result.Verdict == verdict);
}
