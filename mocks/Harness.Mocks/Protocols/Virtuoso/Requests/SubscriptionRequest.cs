using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Protocols.Virtuoso.Requests;

/// <summary>A subscribe or unsubscribe message, checked: channels by name, the symbols by form only.</summary>
/// <param name="Channels">As they came, to be repeated in the acknowledgement.</param>
/// <param name="Parameters">As they came; null where there were none.</param>
internal sealed record SubscriptionRequest(JsonElement Channels, JsonElement? Parameters, IReadOnlyList<string> Words, string? Exchange, IReadOnlyList<string> Symbols, int Depth)
{
    public const string SystemEvents = "system_events";

    private const int DefaultDepth = 10;
    private const int MaxDepth = 100;

    private static readonly string[] Known = ["market_data", "orderbook", "trades", "orders", "positions", SystemEvents];
    private static readonly string[] MarketDataTypes = ["ticker"];

    public static bool TryRead(JsonElement message, [NotNullWhen(true)] out SubscriptionRequest? request, [NotNullWhen(false)] out RequestFault? fault)
    {
        request = null;
        if (!TryReadWords(message, out var channels, out var words, out fault)) return false;
        JsonElement? parameters = message.TryGetProperty("params", out var given) ? given : null;
        if (parameters is { ValueKind: not JsonValueKind.Object }) return Fail($"params is {Kind(given)}, expected an object", out fault);

        var needsSymbols = words.Any(word => word != SystemEvents);
        string? exchange = null;
        IReadOnlyList<string> symbols = [];
        var depth = DefaultDepth;
        if (needsSymbols)
        {
            if (parameters is not { } values) return Fail("params is missing, expected an object with exchange and symbols", out fault);
            if (!TryReadSymbols(values, out exchange, out symbols, out fault)) return false;
            if (!TryReadOptions(values, out depth, out fault)) return false;
        }

        request = new SubscriptionRequest(channels, parameters, words, exchange, symbols, depth);
        fault = null;
        return true;
    }

    private static bool TryReadWords(JsonElement message, out JsonElement channels, out IReadOnlyList<string> words, [NotNullWhen(false)] out RequestFault? fault)
    {
        words = [];
        if (!message.TryGetProperty("channels", out channels)) return Fail("channels is missing, expected an array of channel names", out fault);
        if (!TryReadStrings(channels, out words)) return Fail($"channels is {Kind(channels)}, expected a non-empty array of channel names", out fault);
        var unknown = words.FirstOrDefault(word => !Known.Contains(word));
        if (unknown is not null) return Fail($"Unknown channel: {unknown}{NearestWord.Hint(unknown, Known)}", out fault);
        fault = null;
        return true;
    }

    private static bool TryReadSymbols(JsonElement values, out string? exchange, out IReadOnlyList<string> symbols, [NotNullWhen(false)] out RequestFault? fault)
    {
        exchange = null;
        symbols = [];
        if (!values.TryGetProperty("exchange", out var name) || name.ValueKind != JsonValueKind.String) return Fail("params.exchange is missing, expected a string", out fault);
        exchange = name.GetString();
        if (!values.TryGetProperty("symbols", out var list)) return Fail("params.symbols is missing, expected an array of symbols", out fault);
        if (!TryReadStrings(list, out symbols)) return Fail($"params.symbols is {Kind(list)}, expected a non-empty array of symbols", out fault);
        if (!symbols.All(IsSymbol)) return Fail("Invalid symbol format", out fault);
        fault = null;
        return true;
    }

    private static bool TryReadOptions(JsonElement values, out int depth, [NotNullWhen(false)] out RequestFault? fault)
    {
        depth = DefaultDepth;
        if (values.TryGetProperty("depth", out var levels) && !IsDepth(levels, out depth))
        {
            return Fail($"params.depth is {levels.GetRawText()}, expected a whole number from 1 to {MaxDepth}", out fault);
        }

        if (values.TryGetProperty("type", out var type) && (type.ValueKind != JsonValueKind.String || !MarketDataTypes.Contains(type.GetString())))
        {
            return Fail($"params.type is {type.GetRawText()}, expected \"ticker\"", out fault);
        }

        fault = null;
        return true;
    }

    /// <summary>A number however it is written: 10, 10.0 and 1e1 are the same.</summary>
    private static bool IsDepth(JsonElement levels, out int depth)
    {
        depth = DefaultDepth;
        if (levels.ValueKind != JsonValueKind.Number || !levels.TryGetDecimal(out var number) || number is < 1 or > MaxDepth || number != decimal.Truncate(number)) return false;
        depth = (int)number;
        return true;
    }

    private static bool TryReadStrings(JsonElement list, out IReadOnlyList<string> strings)
    {
        strings = [];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) return false;
        if (list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String)) return false;
        strings = [.. list.EnumerateArray().Select(item => item.GetString()!)];
        return true;
    }

    /// <summary>Letters and digits, as every symbol of the document is written.</summary>
    private static bool IsSymbol(string symbol) => symbol.Length is > 0 and <= 32 && symbol.All(char.IsAsciiLetterOrDigit);

    private static string Kind(JsonElement element) => element.ValueKind == JsonValueKind.Array ? "an array of something else" : $"a JSON {element.ValueKind.ToString().ToLowerInvariant()}";

    private static bool Fail(string message, [NotNullWhen(false)] out RequestFault? fault)
    {
        fault = RequestFault.Bad(message);
        return false;
    }
}
