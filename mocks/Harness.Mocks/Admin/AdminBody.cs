using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Harness.Mocks.Admin;

/// <summary>Reads a body that has to be a JSON object.</summary>
internal static class AdminBody
{
    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? error)
    {
        document = null;
        error = null;
        try
        {
            var parsed = JsonDocument.Parse(body);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
            {
                document = parsed;
                return true;
            }

            error = $"the body is a JSON {parsed.RootElement.ValueKind}, expected an object";
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
