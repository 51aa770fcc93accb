namespace Harness.Specs.Rules;

/// <summary>Every rule there is.</summary>
public static class RuleBook
{
    /// <summary>One line a protocol. The two registers that bind every protocol come last.</summary>
    private static readonly IReadOnlyList<IRule>[] Lists =
    [
    ];

    private const string Wire = "rfc6455";
    private const string Duties = "duties";

    public static IReadOnlyList<IRule> All { get; } = [.. Lists.SelectMany(list => list)];

    /// <summary>The protocol's own rules, those of RFC 6455, and the duties unless they are switched off.</summary>
    public static IReadOnlyList<IRule> For(string protocol, bool duties = true) =>
        [.. All.Where(rule => RegisterOf(rule) is var register && (register == protocol || register == Wire || (duties && register == Duties)))];

    public static IRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>The register that a rule belongs to: <c>ht-tse</c> for <c>ht-tse.query</c>.</summary>
    public static string RegisterOf(IRule rule) => rule.Id[..rule.Id.IndexOf('.', StringComparison.Ordinal)];
}
