using System.Security.Cryptography;
using System.Text;

namespace Harness.Mocks.Protocols.Virtuoso.Requests;

/// <summary>
/// Checks a signature. The document does not say what is signed: the REST form of the project is known, and by default any plausible string under the
/// right secret will do (stance <c>virtuoso.signature</c>).
/// </summary>
internal static class Signature
{
    /// <summary>What may be signed: the REST form first, which alone will do under the stance <c>strict</c>.</summary>
    private static readonly string[] Forms =
    [
        "GET\n/ws\n{timestamp}\n", "GET\n/ws\n{timestamp}", "{timestamp}", "{api_key}{timestamp}", "{timestamp}{api_key}", "{timestamp}GET/ws", "GET/ws{timestamp}",
        "authenticate{timestamp}", "{api_key}\n{timestamp}",
    ];

    /// <param name="stance">The value of <c>virtuoso.signature</c>.</param>
    /// <param name="apiKey">The key that the client names.</param>
    /// <param name="secret">The key's secret.</param>
    /// <param name="times">The timestamp, in every writing that the client may have signed.</param>
    /// <param name="signature">What the client sent.</param>
    /// <returns>The form that matched, with line breaks shown; null where none did.</returns>
    public static string? Match(string stance, string apiKey, string secret, IReadOnlyList<string> times, string signature)
    {
        if (stance == "any") return signature.Length > 0 ? "(any)" : null;
        foreach (var form in Known(stance))
        {
            foreach (var time in times)
            {
                var signed = form.Replace("{api_key}", apiKey, StringComparison.Ordinal).Replace("{timestamp}", time, StringComparison.Ordinal);
                var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));
                if (Same(signature, Convert.ToHexStringLower(expected))) return Show(form);
                if (stance != "strict" && (Same(signature.ToLowerInvariant(), Convert.ToHexStringLower(expected)) || Same(signature, Convert.ToBase64String(expected)))) return Show(form);
            }
        }

        return null;
    }

    /// <summary>Everything that would have been accepted, for the log.</summary>
    public static IEnumerable<string> Tried(string stance) => Known(stance).Select(Show);

    private static IEnumerable<string> Known(string stance) => stance == "strict" ? Forms.Take(1) : Forms;

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Show(string form) => form.Replace("\n", "\\n", StringComparison.Ordinal);
}
