using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>The payload of subscribe and unsubscribe (Supported Events 2, 3): <c>list</c>, token numbers as strings.</summary>
internal static class TokenList
{
    /// <summary>Each token once, in the order of the request; or a problem that names the field.</summary>
    public static bool TryRead(JsonElement payload, out IReadOnlyList<string> tokens, [NotNullWhen(false)] out string? problem)
    {
        tokens = [];
        problem = null;
        if (!payload.TryGetProperty("list", out var list))
        {
            problem = "list: missing, expected token numbers as strings";
            return false;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            problem = $"list: expected a list of token numbers as strings, but was {list.Kind()}";
            return false;
        }

        var seen = new OrderedDictionary<string, bool>();
        foreach (var item in list.EnumerateArray())
        {
            if (!item.TryText(out var token))
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"list: expected token numbers as strings, but one is {item.Kind()}");
                return false;
            }

            seen.TryAdd(token, true);
        }

        tokens = [.. seen.Keys];
        if (tokens.Count > 0) return true;
        problem = "list: empty, expected token numbers as strings";
        return false;
    }
}
