namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.5: who bought and who sold. Every share that one party bought another sold.</summary>
internal sealed class InvestorsFold(HedgeTechSession session) : TseFold(session, "institutional-vs-individual")
{
    private const string Counts = "ht-tse.investors.003";
    private const string Balance = "ht-tse.investors.004";

    public static IReadOnlyList<string> Clauses { get; } = [Counts, Balance];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings)
    {
        var data = message.Data;
        Quantity.Expect(Counts, frame, data, "buy_count_individual"u8, isWhole: true, findings);
        Quantity.Expect(Counts, frame, data, "buy_count_institution"u8, isWhole: true, findings);
        Quantity.Expect(Counts, frame, data, "sell_count_individual"u8, isWhole: true, findings);
        Quantity.Expect(Counts, frame, data, "sell_count_institution"u8, isWhole: true, findings);
        Quantity.Expect(Counts, frame, data, "buy_volume_individual"u8, isWhole: false, findings);
        Quantity.Expect(Counts, frame, data, "buy_volume_institution"u8, isWhole: false, findings);
        Quantity.Expect(Counts, frame, data, "sell_volume_individual"u8, isWhole: false, findings);
        Quantity.Expect(Counts, frame, data, "sell_volume_institution"u8, isWhole: false, findings);
        var bought = Numbers.Read(data, "buy_volume_individual"u8) + Numbers.Read(data, "buy_volume_institution"u8);
        var sold = Numbers.Read(data, "sell_volume_individual"u8) + Numbers.Read(data, "sell_volume_institution"u8);
        if (bought is { } all && sold is { } other && all != other)
        {
            findings.Report(Balance, frame, "What was bought is not what was sold", $"{Numbers.Show(all)} sold, as was bought", $"{Numbers.Show(other)} sold");
        }
    }
}
