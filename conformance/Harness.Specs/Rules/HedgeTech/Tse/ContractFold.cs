namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.6: open interest and margins of a derivative.</summary>
internal sealed class ContractFold(HedgeTechSession session) : TseFold(session, "contract-info")
{
    private const string OpenInterest = "ht-tse.contract.003";

    public static IReadOnlyList<string> Clauses { get; } = [OpenInterest];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings) =>
        Quantity.Expect(OpenInterest, frame, message.Data, "open_interest"u8, isWhole: false, findings);
}
