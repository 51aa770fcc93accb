namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>Fields and keys beyond what §7 and §8 show.</summary>
internal sealed class ExtrasFold(HedgeTechSession session, Surplus surplus) : SurplusFold(session, surplus, Own)
{
    private static readonly SurplusClauses Own = new(Extra: "ht-ime.envelope.014", Repeated: "ht-ime.envelope.015");

    public static IReadOnlyList<string> Clauses { get; } = Own.Ids;
}
