using System.Text.Json;

namespace Harness.Specs.Rules.Odin;

/// <summary>An answer to subscribe, item by item.</summary>
internal sealed class SubscribeAnswer
{
    public SubscribeAnswer(OdinRequest request, OdinMessage message)
    {
        HasLists = IsList(message, "subscribed_stocks"u8) && IsList(message, "failed_stocks"u8);
        Granted = StockNames.Read(message.Data, "subscribed_stocks"u8);
        Failed = StockNames.Read(message.Data, "failed_stocks"u8);
        var granted = Granted.ToHashSet();
        var grantedPlain = Granted.Select(StockNames.Plain).ToHashSet();
        var symbols = Granted.Select(name => StockNames.Plain(StockNames.SymbolIn(name) ?? name)).ToHashSet();
        var failed = Failed.Select(StockNames.Plain).ToHashSet();
        var unknownTokens = Granted.Count(name => StockNames.SymbolIn(name) is { } symbol && StockNames.DocumentedToken(symbol) is null);
        Items = [.. request.Items.Where(item => !string.IsNullOrWhiteSpace(item)).Select(Judge)];

        SubscribeItem Judge(string sent)
        {
            var plain = StockNames.Plain(sent);
            var isToken = StockNames.IsToken(plain);
            var symbol = isToken ? StockNames.DocumentedSymbol(plain) : plain;
            var name = isToken ? $"{symbol} (NSE)" : plain;
            SubscribeOutcome outcome;
            if (failed.Contains(plain)) outcome = SubscribeOutcome.Failed;
            else if (symbol is null) outcome = unknownTokens > 0 ? SubscribeOutcome.Unjudged : grantedPlain.Contains(plain) ? SubscribeOutcome.OtherName : SubscribeOutcome.Missing;
            else if (granted.Contains(name)) outcome = SubscribeOutcome.Subscribed;
            else if (symbols.Contains(symbol) || grantedPlain.Contains(plain) || IsUnderItsToken(symbol)) outcome = SubscribeOutcome.OtherName;
            else outcome = SubscribeOutcome.Missing;
            return new SubscribeItem(sent, plain, isToken, symbol is null ? "its symbol and, in brackets, its exchange" : name, outcome);
        }

        bool IsUnderItsToken(string symbol) => StockNames.DocumentedToken(symbol) is { } token && granted.Contains(token);
    }

    /// <summary>Both lists are there; the shape is the message rule's to judge.</summary>
    public bool HasLists { get; }

    public IReadOnlyList<string> Granted { get; }

    public IReadOnlyList<string> Failed { get; }

    public IReadOnlyList<SubscribeItem> Items { get; }

    private static bool IsList(OdinMessage message, ReadOnlySpan<byte> name) =>
        message.HasData && message.Data.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array;
}

/// <summary>What became of one item of a subscribe request.</summary>
/// <param name="Sent">As it was sent.</param>
/// <param name="Plain">Trimmed, in upper case.</param>
/// <param name="IsToken">Digits alone.</param>
/// <param name="Name">What the answer should call it.</param>
internal sealed record SubscribeItem(string Sent, string Plain, bool IsToken, string Name, SubscribeOutcome Outcome);

internal enum SubscribeOutcome
{
    Subscribed,

    /// <summary>Subscribed, it seems, but called something else.</summary>
    OtherName,
    Failed,

    /// <summary>In neither list.</summary>
    Missing,

    /// <summary>A token of nobody's table: any name may be its.</summary>
    Unjudged,
}
