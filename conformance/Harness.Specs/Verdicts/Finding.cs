using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Verdicts;

/// <summary>One thing that a rule has to say about a session.</summary>
public sealed record Finding
{
    /// <summary>Id of the rule, e.g. <c>ht-tse.query</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The clause it stands at, with the section and words of the register.</summary>
    public required Clause Clause { get; init; }

    /// <summary>Against whom it counts.</summary>
    public required Party Party { get; init; }

    public ClauseLevel Level => Clause.Level;

    public required Verdict Verdict { get; init; }

    public Aspect Aspect { get; init; }

    /// <summary>What happened, in a sentence a newcomer understands.</summary>
    public required string Message { get; init; }

    /// <summary>What would have been right.</summary>
    public required string Expected { get; init; }

    /// <summary>What was there instead.</summary>
    public required string Actual { get; init; }

    /// <summary>The frame that shows it; null where something is missing.</summary>
    public FrameRef? Frame { get; init; }

    /// <summary>When it was found, in microseconds since the transcript's start.</summary>
    public required long T { get; init; }

    /// <summary>The section, with its sign where it is a number: <c>§5.1</c>, or the heading.</summary>
    private string Place => Clause.Section.Length > 0 && char.IsAsciiDigit(Clause.Section[0]) ? $"§{Clause.Section}" : Clause.Section;

    public override string ToString() =>
        $"{Verdict.Word()} {Clause.Id} ({Place}){(Frame is { } frame ? $" {frame}" : "")} {Message}; expected {Expected}, but was {Actual}";
}
