using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Admin;

/// <summary>The body of a send: <c>{"text": "…"}</c>, <c>{"text": {…}}</c> for JSON, or <c>{"base64": "…"}</c> for a binary message.</summary>
internal sealed record SendOrder(WireMessage Message)
{
    private const string Expected = "expected {\"text\": \"…\"}, {\"text\": {…}} or {\"base64\": \"…\"}";

    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out SendOrder? order, [NotNullWhen(false)] out string? error)
    {
        order = null;
        error = null;
        if (!AdminBody.TryParse(body, ["text", "base64"], out var document, out error)) return false;
        using (document)
        {
            var root = document.RootElement;
            if (root.TryGetProperty("text", out _) && root.TryGetProperty("base64", out _))
            {
                error = $"text and base64 together: {Expected}";
                return false;
            }

            if (root.TryGetProperty("text", out var text))
            {
                order = new SendOrder(WireMessage.Text(text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText()));
                return true;
            }

            if (root.TryGetProperty("base64", out var base64) && base64.ValueKind == JsonValueKind.String && base64.TryGetBytesFromBase64(out var bytes))
            {
                order = new SendOrder(WireMessage.Binary(bytes));
                return true;
            }

            error = $"nothing to send: {Expected}";
            return false;
        }
    }
}
