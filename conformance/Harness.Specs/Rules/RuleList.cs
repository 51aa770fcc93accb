using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules;

/// <summary>What this project knows of one register.</summary>
/// <param name="Register">A protocol's slug, <c>rfc6455</c> or <c>duties</c>.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Reader">How the duties read the protocol's frames; null where it is no protocol.</param>
internal sealed record RuleList(string Register, IReadOnlyList<IRule> Rules, Func<RuleContext, TradingReader>? Reader = null);
