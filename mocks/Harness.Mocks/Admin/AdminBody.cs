using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Json;

namespace Harness.Mocks.Admin;

/// <summary>Reads a body that has to be a JSON object.</summary>
internal static class AdminBody
{
    /// <summary>Also refuses members that nobody reads: a slip in a name must not pass for an order.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, IReadOnlyCollection<string> known, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? error)
    {
        if (!TryParse(body, out document, out error)) return false;
        var unknown = document.RootElement.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !known.Contains(name));
        if (unknown is null) return true;
        error = $"`{unknown}` is no member of this body, expected {string.Join(", ", known)}{NearestWord.Hint(unknown, known)}";
        document.Dispose();
        document = null;
        return false;
    }

    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? error)
    {
        document = null;
        error = body.IsEmpty ? "the body is empty, expected a JSON object" : null;
        if (error is not null) return false;
        try
        {
            var parsed = JsonDocument.Parse(body);
            var isBroken = BrokenEscapes.Occur(body.Span);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object && !isBroken)
            {
                document = parsed;
                return true;
            }

            error = isBroken ? "the body is not JSON: a string holds half a surrogate pair" : $"the body is a JSON {parsed.RootElement.ValueKind}, expected an object";
            parsed.Dispose();
            return false;
        }
        catch (JsonException malformed)
        {
            error = $"the body is not JSON: {malformed.Message}";
            return false;
        }
    }
}
