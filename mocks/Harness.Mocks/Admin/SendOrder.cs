using Harness.Wire;

namespace Harness.Mocks.Admin;

/// <summary>What a call wants sent: <c>{"text": "…"}</c>, <c>{"json": …}</c>, or <c>{"base64": "…"}</c> for a binary message.</summary>
internal sealed record SendOrder(WireMessage Message)
{
    private static readonly string[] Forms = ["text", "json", "base64"];

    /// <returns>Null where it says nothing, or too much.</returns>
    public static SendOrder? Read(AdminCall call, out AdminProblem? problem)
    {
        const string expected = "exactly one of text, json and base64";
        var given = Forms.Where(form => call.Body.TryGetProperty(form, out _)).ToList();
        problem = given.Count == 1 ? null : AdminProblem.At("", expected, given.Count == 0 ? "nothing to send" : $"{string.Join(" and ", given)} together");
        if (problem is not null) return null;
        var value = call.Body.GetProperty(given[0]);
        if (given[0] != "base64") return new SendOrder(WireMessage.Text(given[0] == "text" && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        if (value.TryGetBytesFromBase64(out var bytes)) return new SendOrder(WireMessage.Binary(bytes));
        problem = AdminProblem.At("/base64", "Base64, padded", value);
        return null;
    }
}
