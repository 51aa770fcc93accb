using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Harness.Fixtures.Json;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>What a client asks for (Request Message Structure). Of duplicate keys the last counts; keys beyond these two are ignored.</summary>
/// <param name="Action">As sent; empty where there is none.</param>
/// <param name="Stocks">Trimmed, in upper case, without blanks; null where there are none at all.</param>
internal sealed record OdinRequest(string Action, IReadOnlyList<string>? Stocks)
{
    /// <summary>Reads a request, or says what is wrong with it.</summary>
    /// <param name="utf8">A whole message.</param>
    /// <param name="request">The request.</param>
    /// <param name="problem">For the client.</param>
    /// <param name="isJson">Whether it is JSON at all.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out OdinRequest? request, out string problem, out bool isJson)
    {
        request = null;
        isJson = false;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            isJson = !reader.Read() && !BrokenEscapes.Occur(utf8);
            problem = "Invalid message: not JSON (a string holds half a surrogate pair)";
            if (isJson) request = Read(document.RootElement, out problem);
        }
        catch (JsonException malformed)
        {
            problem = $"Invalid message: not JSON (byte {malformed.BytePositionInLine ?? 0} of line {(malformed.LineNumber ?? 0) + 1})";
        }

        return request is not null;
    }

    private static OdinRequest? Read(JsonElement root, out string problem)
    {
        problem = "";
        if (root.ValueKind != JsonValueKind.Object) return Fail("an object", root, out problem);
        var action = "";
        if (root.TryGetProperty("action"u8, out var word) && word.ValueKind != JsonValueKind.Null)
        {
            if (word.ValueKind != JsonValueKind.String) return Fail("a string as action", word, out problem);
            action = word.GetString()!;
        }

        if (!root.TryGetProperty("stocks"u8, out var list) || list.ValueKind == JsonValueKind.Null) return new OdinRequest(action, null);
        if (list.ValueKind != JsonValueKind.Array) return Fail("a list of strings as stocks", list, out problem);
        if (list.GetArrayLength() == 0) return new OdinRequest(action, null);
        var stocks = new List<string>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String) return Fail("strings in stocks", item, out problem);
            var stock = item.GetString()!.Trim().ToUpperInvariant();
            if (stock.Length > 0) stocks.Add(stock);
        }

        return new OdinRequest(action, stocks);
    }

    private static OdinRequest? Fail(string expected, JsonElement actual, out string problem)
    {
        var kind = actual.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "null",
        };
        problem = $"Invalid message: expected {expected}, but was {kind}";
        return null;
    }
}
