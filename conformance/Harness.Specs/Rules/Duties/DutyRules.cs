using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>What any trading client owes, whatever its document says.</summary>
internal static class DutyRules
{
    public static IReadOnlyList<IRule> All { get; } =
    [
        new Rule("duties.resubscribe", Party.Client, ResubscribeFold.Clauses, context => new ResubscribeFold(Reader(context))),
        new Rule("duties.orders", Party.Client, OrdersFold.Clauses, context => new OrdersFold(Reader(context))),
        new Rule("duties.hammering", Party.Client, PaceFold.Clauses, context => new PaceFold(context.Connections)),
        new Rule("duties.survival", Party.Client, SurvivalFold.Clauses, context => new SurvivalFold(Reader(context))),
    ];

    private static TradingReader Reader(RuleContext context) => context.Track(() => RuleBook.ReaderFor(context));
}
