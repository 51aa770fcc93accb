using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>The body of an order from outside the wire. Every field that is wrong is named together.</summary>
internal static class OrderBody
{
    private static readonly Dictionary<string, Side> Sides = new() { ["buy"] = Side.Buy, ["sell"] = Side.Sell };

    private static readonly Dictionary<string, OrderHandling> Handlings = new()
    {
        ["book"] = OrderHandling.Book,
        ["scripted"] = OrderHandling.Scripted,
    };

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        IReadOnlyDictionary<string, IOrderEntry> entries,
        [NotNullWhen(true)] out IOrderEntry? entry,
        [NotNullWhen(true)] out OrderRequest? request,
        [NotNullWhen(false)] out string? error)
    {
        (entry, request) = (null, null);
        if (!AdminBody.TryParse(body, out var document, out error)) return false;
        using (document)
        {
            var problems = new List<string>();
            var root = document.RootElement;
            entry = Choose(root, "protocol", entries, entries.Count == 1 ? entries.Keys.First() : null, problems);
            var instrument = Text(root, "instrument");
            if (instrument is null) problems.Add("instrument is missing, expected a string in the protocol's own words");
            var made = new OrderRequest(
                Text(root, "account"),
                instrument ?? "",
                Choose(root, "side", Sides, null, problems),
                Choose(root, "type", OrderJson.Types, "limit", problems),
                Number(root, "amount", problems) ?? Missing("amount", problems),
                Number(root, "price", problems),
                Number(root, "trigger_price", problems),
                Choose(root, "handling", Handlings, "book", problems));
            error = problems.Count == 0 ? null : string.Join("; ", problems);
            request = error is null ? made : null;
            return error is null && entry is not null;
        }
    }

    /// <param name="otherwise">The word that counts when the field is missing; null where it must be there.</param>
    private static T? Choose<T>(JsonElement root, string name, IReadOnlyDictionary<string, T> words, string? otherwise, List<string> problems)
    {
        var word = Text(root, name) ?? otherwise;
        if (word is not null && words.TryGetValue(word, out var chosen)) return chosen;
        problems.Add($"{name} is {(word is null ? "missing" : $"'{word}'")}, expected one of {string.Join(", ", words.Keys)}");
        return default;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement root, string name, List<string> problems)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)) return number;
        problems.Add($"{name} is {value.GetRawText()}, expected a number");
        return 0;
    }

    private static decimal Missing(string name, List<string> problems)
    {
        problems.Add($"{name} is missing, expected a number");
        return 0;
    }
}
