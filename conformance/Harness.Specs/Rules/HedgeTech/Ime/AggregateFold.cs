using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>§8.2: the day's figures of a contract.</summary>
internal sealed class AggregateFold(HedgeTechSession session) : ImeFold(session, "Aggregate")
{
    private static readonly DayClauses Own = new(
        Range: "ht-ime.aggregate.003", Counts: "ht-ime.aggregate.004", TradesGrow: "ht-ime.aggregate.005", VolumeGrows: "ht-ime.aggregate.006",
        ValueGrows: "ht-ime.aggregate.007", Forms: "ht-ime.aggregate.008");

    private readonly DayFigures _figures = new(Own);

    public static IReadOnlyList<string> Clauses { get; } = Own.Ids;

    protected override void Judge(FrameView frame, StreamMessage message, JsonElement section, FindingSink findings) => _figures.Judge(frame, message.Symbol, section, findings);
}
