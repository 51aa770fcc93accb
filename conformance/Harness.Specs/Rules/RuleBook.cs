using Harness.Specs.Rules.AirAlgo;
using Harness.Specs.Rules.Duties;
using Harness.Specs.Rules.HedgeTech.Ime;
using Harness.Specs.Rules.HedgeTech.Tse;
using Harness.Specs.Rules.Odin;
using Harness.Specs.Rules.Rfc6455;
using Harness.Specs.Rules.Trading;
using Harness.Specs.Rules.Virtuoso;

namespace Harness.Specs.Rules;

/// <summary>Every rule there is.</summary>
public static class RuleBook
{
    private const string Wire = "rfc6455";
    private const string DutiesRegister = "duties";

    /// <summary>One line a protocol. The two registers that bind every protocol come last.</summary>
    private static readonly RuleList[] Lists =
    [
        new("ht-tse", HtTseRules.All, HtTseRules.Reader),
        new("ht-ime", HtImeRules.All, HtImeRules.Reader),
        new("odin", OdinRules.All, OdinRules.Reader),
        new("airalgo", AirAlgoRules.All, AirAlgoRules.Reader),
        new("virtuoso", VirtuosoRules.All, VirtuosoRules.Reader),
        new(Wire, Rfc6455Rules.All),
        new(DutiesRegister, DutyRules.All),
    ];

    public static IReadOnlyList<IRule> All { get; } = [.. Lists.SelectMany(list => list.Rules)];

    /// <summary>The registers that have rules: protocols, then <c>rfc6455</c> and <c>duties</c>.</summary>
    public static IReadOnlyList<string> Registers { get; } = [.. Lists.Select(list => list.Register)];

    /// <summary>The protocol's own rules, those of RFC 6455, and the duties unless they are switched off.</summary>
    public static IReadOnlyList<IRule> For(string protocol, bool duties = true) =>
    [
        .. Lists.Where(list => list.Register == protocol || list.Register == Wire || (duties && list.Register == DutiesRegister))
            .SelectMany(list => list.Rules),
    ];

    public static IRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    internal static TradingReader ReaderFor(RuleContext context) =>
        Array.Find(Lists, list => list.Register == context.Header.Protocol)?.Reader?.Invoke(context) ?? new SilentReader();
}
