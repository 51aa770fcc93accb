namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.4: the day's figures of a symbol.</summary>
internal sealed class AggregateFold(HedgeTechSession session) : TseFold(session, "aggregate")
{
    private static readonly DayClauses Own = new(
        Range: "ht-tse.aggregate.003", Counts: "ht-tse.aggregate.004", TradesGrow: "ht-tse.aggregate.005", VolumeGrows: "ht-tse.aggregate.006",
        ValueGrows: "ht-tse.aggregate.007", Forms: "ht-tse.aggregate.008");

    private readonly DayFigures _figures = new(Own);

    public static IReadOnlyList<string> Clauses { get; } = Own.Ids;

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings) => _figures.Judge(frame, message.Symbol, message.Data, findings);
}
