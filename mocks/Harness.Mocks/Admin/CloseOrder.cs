using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Admin;

/// <summary>The body of a close: <c>{"code": 1008, "reason": "…", "frame": true}</c>. No code closes with an empty frame, no frame just ends TCP.</summary>
internal sealed record CloseOrder(int? Code, string Reason, bool Frame)
{
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out CloseOrder? order, [NotNullWhen(false)] out string? error)
    {
        order = null;
        error = null;
        if (body.IsEmpty)
        {
            order = new CloseOrder(1000, "", Frame: true);
            return true;
        }

        if (!AdminBody.TryParse(body, ["code", "reason", "frame"], out var document, out error)) return false;
        using (document)
        {
            var root = document.RootElement;
            int? code = null;
            if (root.TryGetProperty("code", out var codeValue) && codeValue.ValueKind != JsonValueKind.Null)
            {
                if (codeValue.ValueKind != JsonValueKind.Number || !codeValue.TryGetInt32(out var number) || number is < 0 or > 65535)
                {
                    error = $"code is {codeValue.GetRawText()}: expected an integer from 0 to 65535, or null for a close frame without a code";
                    return false;
                }

                code = number;
            }

            var reason = root.TryGetProperty("reason", out var reasonValue) ? reasonValue : default;
            if (reason.ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined) || Encoding.UTF8.GetByteCount(reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "") > WireClose.MaxReasonBytes)
            {
                error = $"reason is {reason.GetRawText()}: expected a string of at most {WireClose.MaxReasonBytes} bytes";
                return false;
            }

            var frame = root.TryGetProperty("frame", out var frameValue) ? frameValue.ValueKind : JsonValueKind.True;
            if (frame is not (JsonValueKind.True or JsonValueKind.False))
            {
                error = $"frame is {frameValue.GetRawText()}: expected true, or false to end TCP without a close frame";
                return false;
            }

            order = new CloseOrder(code, reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "", frame == JsonValueKind.True);
            return true;
        }
    }
}
