namespace Harness.Specs.Rules.Virtuoso;

/// <summary>What a subscription is made of. <c>*</c> stands for what the request left out, empty for what system_events does not have.</summary>
internal readonly record struct SubscriptionKey(string Channel, string Exchange, string Symbol)
{
    public const string Any = "*";

    /// <summary>Whether data of that channel, exchange and symbol was asked for by this; names of markets go by any case.</summary>
    public bool Covers(in SubscriptionKey data) =>
        Channel == data.Channel && (Exchange.Length == 0 || (Fits(Exchange, data.Exchange) && Fits(Symbol, data.Symbol)));

    public override string ToString() => Exchange.Length == 0 ? Channel : $"{Channel} {Exchange} {Symbol}";

    private static bool Fits(string asked, string actual) => asked == Any || asked.Equals(actual, StringComparison.OrdinalIgnoreCase);
}
