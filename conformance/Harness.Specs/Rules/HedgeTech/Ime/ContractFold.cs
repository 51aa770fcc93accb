using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>§8.4: open interest. Its change may be below zero.</summary>
internal sealed class ContractFold(HedgeTechSession session) : ImeFold(session, "ContractInfo")
{
    private const string OpenInterest = "ht-ime.contract.003";

    public static IReadOnlyList<string> Clauses { get; } = [OpenInterest];

    protected override void Judge(FrameView frame, StreamMessage message, JsonElement section, FindingSink findings) =>
        Quantity.Expect(OpenInterest, frame, section, "open_interest"u8, isWhole: false, findings);
}
