namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>What the message that is being judged has beyond §6.</summary>
internal static class TseSurplus
{
    public static Surplus Of(RuleContext context)
    {
        var channels = HedgeTechSession.Of(context).Protocol.Channels;
        return Surplus.Of(context, (message, root, identifier) => TseFields.Find(message, root, message.Channel < 0 ? null : channels[message.Channel], identifier));
    }
}
