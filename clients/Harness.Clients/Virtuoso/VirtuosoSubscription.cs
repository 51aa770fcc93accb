namespace Harness.Clients.Virtuoso;

/// <summary>Every channel for every symbol of one exchange.</summary>
/// <param name="Channels">Channel names, see <see cref="VirtuosoChannel"/>.</param>
/// <param name="Exchange">The exchange, e.g. <c>binance</c>; null with <see cref="VirtuosoChannel.SystemEvents"/> alone.</param>
/// <param name="Symbols">Symbols, e.g. <c>BTCUSDT</c>; none with <see cref="VirtuosoChannel.SystemEvents"/> alone.</param>
public sealed record VirtuosoSubscription(IReadOnlyList<string> Channels, string? Exchange, IReadOnlyList<string> Symbols)
{
    /// <summary>The kind of market data; the document shows <c>ticker</c>. Null leaves it to the server.</summary>
    public string? Type { get; init; }

    /// <summary>How many levels of the book; null leaves it to the server.</summary>
    public int? Depth { get; init; }

    /// <summary>The channel that needs no exchange and no symbols.</summary>
    public static VirtuosoSubscription SystemEvents { get; } = new([VirtuosoChannel.SystemEvents], null, []);

    internal static void ThrowIfUnusable(VirtuosoSubscription subscription)
    {
        var (channels, exchange, symbols) = subscription;
        if (channels.Count == 0 || channels.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("At least one channel is needed, and none may be blank.", nameof(subscription));
        bool needsSymbols = channels.Any(channel => channel != VirtuosoChannel.SystemEvents);
        if (needsSymbols && (string.IsNullOrWhiteSpace(exchange) || symbols.Count == 0 || symbols.Any(string.IsNullOrWhiteSpace)))
            throw new ArgumentException("An exchange and at least one symbol are needed, and none may be blank.", nameof(subscription));
    }
}
