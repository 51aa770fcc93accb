using System.Text;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Admin;

/// <summary>How a call wants a connection closed: <c>{"code": 1008, "reason": "…", "frame": true}</c>. A null code closes with an empty frame, no frame just ends TCP.</summary>
internal sealed record CloseOrder(int? Code, string Reason, bool Frame)
{
    /// <returns>Null where the reason does not fit into a frame.</returns>
    public static CloseOrder? Read(AdminCall call, out AdminProblem? problem)
    {
        problem = null;
        var reason = call.Text("reason") ?? "";
        if (Encoding.UTF8.GetByteCount(reason) > WireClose.MaxReasonBytes)
        {
            problem = AdminProblem.At("/reason", $"at most {WireClose.MaxReasonBytes} bytes of UTF-8", $"{Encoding.UTF8.GetByteCount(reason)} bytes");
            return null;
        }

        if (reason.Length > 0 && call.Member("code") is null)
        {
            problem = AdminProblem.At("/code", "a code beside the reason: a close frame has no reason without one", (string?)null);
            return null;
        }

        // Only a body that says nothing at all means an ordinary end.
        var says = call.Body.EnumerateObject().Any();
        var frame = call.Member("frame")?.ValueKind != JsonValueKind.False;
        return new CloseOrder(says ? (int?)call.Number("code") : 1000, reason, frame);
    }
}
