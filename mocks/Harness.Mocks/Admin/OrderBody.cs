using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>An order from outside the wire, as JSON: a call's or a scenario's.</summary>
internal sealed record OrderBody(IOrderEntry Entry, OrderRequest Request)
{
    private static readonly Dictionary<string, Side> Sides = new() { ["buy"] = Side.Buy, ["sell"] = Side.Sell };

    private static readonly Dictionary<string, OrderHandling> Handlings = new()
    {
        ["book"] = OrderHandling.Book,
        ["scripted"] = OrderHandling.Scripted,
    };

    /// <returns>Null where something is wrong; every field that is stands in <paramref name="problems"/>.</returns>
    public static OrderBody? Read(JsonElement order, IReadOnlyDictionary<string, IOrderEntry> entries, out IReadOnlyList<AdminProblem> problems)
    {
        var found = new List<AdminProblem>();
        var entry = Choose(order, "protocol", entries, entries.Count == 1 ? entries.Keys.First() : null, found);
        // A scenario may write a token number as the number that it is.
        var instrument = Text(order, "instrument") ?? (Member(order, "instrument") is { ValueKind: JsonValueKind.Number } token ? token.GetRawText() : null);
        if (instrument is null) found.Add(AdminProblem.At("/instrument", "a string in the protocol's own words", Member(order, "instrument")));
        var request = new OrderRequest(
            Text(order, "account"),
            instrument ?? "",
            Choose(order, "side", Sides, null, found),
            Choose(order, "type", OrderJson.Types, "limit", found),
            Number(order, "amount", found, isRequired: true) ?? 0,
            Number(order, "price", found),
            Number(order, "trigger_price", found),
            Choose(order, "handling", Handlings, "book", found));
        problems = found;
        return found.Count == 0 ? new OrderBody(entry!, request) : null;
    }

    /// <param name="otherwise">The word that counts when the field is missing; null where it must be there.</param>
    private static T? Choose<T>(JsonElement order, string name, IReadOnlyDictionary<string, T> words, string? otherwise, List<AdminProblem> problems)
    {
        var word = Text(order, name) ?? otherwise;
        if (word is not null && words.TryGetValue(word, out var chosen)) return chosen;
        problems.Add(AdminProblem.At($"/{name}", $"one of {string.Join(", ", words.Keys)}", word));
        return default;
    }

    private static string? Text(JsonElement order, string name) => Member(order, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static decimal? Number(JsonElement order, string name, List<AdminProblem> problems, bool isRequired = false)
    {
        var value = Member(order, name);
        if (value is null && !isRequired) return null;
        if (value is { ValueKind: JsonValueKind.Number } && value.Value.TryGetDecimal(out var number)) return number;
        problems.Add(AdminProblem.At($"/{name}", "a number that a decimal can hold", value));
        return null;
    }

    private static JsonElement? Member(JsonElement order, string name) =>
        order.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
