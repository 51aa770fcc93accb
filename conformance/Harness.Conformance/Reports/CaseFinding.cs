using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>One thing a case has to say: a rule's finding, or what became of the case itself.</summary>
public sealed record CaseFinding
{
    /// <summary>The rule; the case's own id where one of its steps says it.</summary>
    public required string Rule { get; init; }

    /// <summary>The clause it stands at; null where no document is concerned (a crash, a time-out).</summary>
    public Clause? Clause { get; init; }

    public required Party Party { get; init; }

    public required ClauseLevel Level { get; init; }

    public required Verdict Verdict { get; init; }

    public Aspect Aspect { get; init; }

    public required string Message { get; init; }

    public required string Expected { get; init; }

    public required string Actual { get; init; }

    public FrameRef? Frame { get; init; }

    /// <summary>The reason why this failure was expected; null where it was not.</summary>
    public string? Known { get; init; }

    public static CaseFinding Of(Finding finding) => new()
    {
        Rule = finding.Rule,
        Clause = finding.Clause,
        Party = finding.Party,
        Level = finding.Level,
        Verdict = finding.Verdict,
        Aspect = finding.Aspect,
        Message = finding.Message,
        Expected = finding.Expected,
        Actual = finding.Actual,
        Frame = finding.Frame,
    };
}
