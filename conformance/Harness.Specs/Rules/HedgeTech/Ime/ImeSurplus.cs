namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>What the message that is being judged has beyond §7 and §8.</summary>
internal static class ImeSurplus
{
    public static Surplus Of(RuleContext context) => Surplus.Of(context, ImeFields.Find);
}
