namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>Fields and keys beyond what §6 shows.</summary>
internal sealed class ExtrasFold(HedgeTechSession session, Surplus surplus) : SurplusFold(session, surplus, Own)
{
    private static readonly SurplusClauses Own = new(Extra: "ht-tse.envelope.015", Repeated: "ht-tse.envelope.016");

    public static IReadOnlyList<string> Clauses { get; } = Own.Ids;
}
