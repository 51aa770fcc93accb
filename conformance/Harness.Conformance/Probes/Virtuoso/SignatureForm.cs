using System.Security.Cryptography;
using System.Text;

namespace Harness.Conformance.Probes.Virtuoso;

/// <summary>One way to sign a login. The document names none; these are the plausible ones, under HMAC-SHA256 with the secret.</summary>
/// <param name="Text">What is signed.</param>
/// <param name="IsBase64">How the signature is written: base64, or else lower-case hex.</param>
internal sealed record SignatureForm(string Text, bool IsBase64)
{
    private static readonly string[] Texts =
    [
        "GET\n/ws\n{timestamp}\n", "GET\n/ws\n{timestamp}", "{timestamp}", "{api_key}{timestamp}", "{timestamp}{api_key}", "{timestamp}GET/ws", "GET/ws{timestamp}",
        "authenticate{timestamp}", "{api_key}\n{timestamp}",
    ];

    /// <summary>All that is known, the form of the project's REST side first.</summary>
    public static IReadOnlyList<SignatureForm> All { get; } = [.. from isBase64 in (bool[])[false, true] from text in Texts select new SignatureForm(text, isBase64)];

    public static SignatureForm Rest => All[0];

    public string Sign(string apiKey, string secret, string timestamp)
    {
        var signed = Text.Replace("{api_key}", apiKey, StringComparison.Ordinal).Replace("{timestamp}", timestamp, StringComparison.Ordinal);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));
        return IsBase64 ? Convert.ToBase64String(signature) : Convert.ToHexStringLower(signature);
    }

    public override string ToString() => $"{Text.Replace("\n", "\\n", StringComparison.Ordinal)} in {(IsBase64 ? "base64" : "hex")}";
}
