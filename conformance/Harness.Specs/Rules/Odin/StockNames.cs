using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Specs.Rules.Odin;

/// <summary>Which symbol and which token are one stock: the document's table, and what the server itself says about others.</summary>
internal sealed class StockNames
{
    private const int Most = 100_000;

    private static readonly Dictionary<string, string> Documented = ProtocolCatalog.Embedded.Find("odin")!.Instruments
        .ToDictionary(instrument => instrument.Symbols["token"], instrument => instrument.Symbols["symbol"]);

    private static readonly HashSet<string> DocumentedSymbols = [.. Documented.Values];

    private readonly Dictionary<string, string> _learned = [];

    /// <summary>An item of a request as it counts: trimmed, in upper case.</summary>
    public static string Plain(string item) => item.Trim().ToUpperInvariant();

    /// <summary>Digits alone are a token.</summary>
    public static bool IsToken(string plain) => plain.Length > 0 && !plain.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether the document's table has it, so that any server must know it.</summary>
    public static bool IsDocumented(string plain) => DocumentedSymbols.Contains(plain) || Documented.ContainsKey(plain);

    /// <summary>The documented token of that symbol, or null.</summary>
    public static string? DocumentedToken(string symbol) =>
        DocumentedSymbols.Contains(symbol) ? Documented.First(pair => pair.Value == symbol).Key : null;

    /// <summary>The documented symbol of that token, or null.</summary>
    public static string? DocumentedSymbol(string token) => Documented.GetValueOrDefault(token);

    /// <summary>One word for a stock, however it is named; a token nobody has explained stands for itself.</summary>
    public string WordOf(string item)
    {
        var plain = Plain(item);
        return IsToken(plain) ? SymbolOf(plain) ?? plain : plain;
    }

    public string? SymbolOf(string token) => Documented.GetValueOrDefault(token) ?? _learned.GetValueOrDefault(token);

    /// <returns>True when that was new.</returns>
    public bool Learn(string token, string symbol) =>
        IsToken(token) && symbol.Length > 0 && !Documented.ContainsKey(token) && _learned.Count < Most && _learned.TryAdd(token, Plain(symbol));

    /// <summary>The symbol in <c>SBIN (NSE)</c>; null for anything else.</summary>
    public static string? SymbolIn(string name)
    {
        var bracket = name.LastIndexOf(" (", StringComparison.Ordinal);
        return bracket > 0 && name.EndsWith(')') ? name[..bracket] : null;
    }

    /// <summary>Whether the member is a list of strings and nothing else.</summary>
    public static bool IsList(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);

    /// <summary>The strings of a list; what is no string is left out.</summary>
    public static List<string> Read(JsonElement parent, ReadOnlySpan<byte> name)
    {
        List<string> strings = [];
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) return strings;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && strings.Count < Most) strings.Add(item.GetString()!);
        }

        return strings;
    }
}
