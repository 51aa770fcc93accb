namespace Harness.Clients.Odin;

/// <summary>What became of a subscribe or unsubscribe request.</summary>
/// <param name="Stocks">
/// What was subscribed or unsubscribed, in the server's words: a symbol echoes as it is, a token as symbol and exchange.
/// </param>
/// <param name="Failed">What the server does not know, in your words.</param>
/// <param name="Total">How many stocks are subscribed now; null where the server does not say.</param>
public sealed record OdinSubscriptionResult(IReadOnlyList<string> Stocks, IReadOnlyList<string> Failed, int? Total);

/// <summary>What is subscribed.</summary>
/// <param name="Tokens">The stocks' tokens.</param>
/// <param name="Symbols">The stocks' symbols.</param>
/// <param name="Total">How many they are.</param>
public sealed record OdinSubscriptions(IReadOnlyList<string> Tokens, IReadOnlyList<string> Symbols, int Total);
