using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harness.Mocks.Server;

/// <summary>
/// The text of a JSON answer, letters of every script and apostrophes as they are: it travels as <c>application/json</c> and never inside a page.
/// </summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToText(this JsonObject body) => body.ToJsonString(Readable);

    /// <summary><c>{"detail": …}</c>, as the web frameworks of these services refuse.</summary>
    public static string Detail(string text) => new JsonObject { ["detail"] = text }.ToText();
}
