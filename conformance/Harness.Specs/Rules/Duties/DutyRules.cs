using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Duties;

/// <summary>What any trading client owes, whatever its document says.</summary>
internal static class DutyRules
{
    private static readonly SurvivalClauses Survival = new(UnknownField: "duties.survival.001", UnknownKind: "duties.survival.002", Malformed: "duties.survival.003");

    public static IReadOnlyList<IRule> All { get; } =
    [
        new Rule("duties.resubscribe", Party.Client, ResubscribeFold.Clauses, context => new ResubscribeFold(Reader(context))),
        new Rule("duties.liveness", Party.Client, LivenessFold.Clauses, context => new LivenessFold(context.Connections)),
        new Rule("duties.orders", Party.Client, OrdersFold.Clauses, context => new OrdersFold(Reader(context), context.Options.Orders)),
        new Rule("duties.hammering", Party.Client, PaceFold.Clauses, context => new PaceFold(context)),
        new Rule("duties.repetition", Party.Client, RepetitionFold.Clauses, context => new RepetitionFold(Reader(context))),
        new Rule("duties.survival", Party.Client, Survival.Ids, context => new SurvivalFold(Reader(context), Survival)),
    ];

    /// <summary>The one that the session's folds share.</summary>
    public static TradingReader Reader(RuleContext context) => context.Track(() => RuleBook.ReaderFor(context));
}
