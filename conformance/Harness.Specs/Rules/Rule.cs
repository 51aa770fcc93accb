using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules;

/// <summary>A rule as a line of a protocol's list.</summary>
internal sealed record Rule(string Id, Party Party, IReadOnlyList<string> Clauses, Func<RuleContext, Fold> Starter) : IRule
{
    public IReadOnlyList<WireDetail> Needs { get; init; } = [];

    public Fold Start(RuleContext context) => Starter(context);
}
