namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.1: up to five levels with their counts of orders.</summary>
internal sealed class BestLimitFold(HedgeTechSession session) : TseFold(session, "best-limit")
{
    private const int MostLevels = 5;

    private static readonly BestLimitClauses Own = new(
        BuyOrder: "ht-tse.best-limit.004", SellOrder: "ht-tse.best-limit.005", Counts: "ht-tse.best-limit.006", Spread: "ht-tse.best-limit.007",
        NoGap: "ht-tse.best-limit.008", Depth: "ht-tse.best-limit.009");

    private readonly BestLimitLevels _levels = new(Own, MostLevels);

    public static IReadOnlyList<string> Clauses { get; } = Own.Ids;

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings) => _levels.Judge(frame, message.Data, findings);
}
