using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules;

/// <summary>Judges one kind of promise: four facts, and a way to start over for each session.</summary>
public interface IRule
{
    /// <summary>The word that the clauses of the register name it by, e.g. <c>ht-tse.query</c>.</summary>
    string Id { get; }

    /// <summary>Ids of every clause it may report at.</summary>
    IReadOnlyList<string> Clauses { get; }

    /// <summary>Whom it binds.</summary>
    Party Party { get; }

    /// <summary>What it cannot judge without: in a recording that does not show that, it judges nothing.</summary>
    IReadOnlyList<WireDetail> Needs => [];

    Fold Start(RuleContext context);
}
