using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>What became of one case; of one session, where recordings are judged.</summary>
public sealed record CaseResult
{
    /// <summary>The case's id, or the recording's name.</summary>
    public required string Case { get; init; }

    public required string Title { get; init; }

    public required ClauseLevel Level { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Ids of the clauses it is about.</summary>
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>On the clock the case ran on.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Everything but PASS, the gravest first.</summary>
    public required IReadOnlyList<CaseFinding> Findings { get; init; }

    /// <summary>It keeps a run from its good end: it fails, and not only as it was expected to.</summary>
    public bool IsFailure => Verdict.IsFailure() && !IsKnown;

    /// <summary>It fails, and every failure in it was expected.</summary>
    public bool IsKnown => Verdict.IsFailure() && Findings.Any(finding => finding.Known is not null) && Findings.All(finding => !finding.Verdict.IsFailure() || finding.Known is not null);

    /// <summary>What crossed the wire; null where nothing did.</summary>
    public Transcript? Transcript { get; init; }

    /// <summary>The last lines that the implementation wrote to its standard error.</summary>
    public string Errors { get; init; } = "";

    /// <summary>The flag that would make a NOT_APPLICABLE case run, as it is typed; null where no flag does.</summary>
    public string? Enable { get; init; }

    /// <summary>Why it is NOT_APPLICABLE or UNTESTABLE and what would change that; for people.</summary>
    public string? Note { get; init; }
}
