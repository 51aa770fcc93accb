using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>§8.1: up to three levels, without counts of orders.</summary>
internal sealed class BestLimitFold(HedgeTechSession session) : ImeFold(session, "BestLimit")
{
    private const int MostLevels = 3;

    private static readonly BestLimitClauses Own = new(
        BuyOrder: "ht-ime.best-limit.004", SellOrder: "ht-ime.best-limit.005", Counts: "ht-ime.best-limit.006", Spread: "ht-ime.best-limit.007",
        NoGap: "ht-ime.best-limit.008", Depth: "ht-ime.best-limit.009");

    private readonly BestLimitLevels _levels = new(Own, MostLevels);

    public static IReadOnlyList<string> Clauses { get; } = Own.Ids;

    protected override void Judge(FrameView frame, StreamMessage message, JsonElement section, FindingSink findings) => _levels.Judge(frame, section, findings);
}
