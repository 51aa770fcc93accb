using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Mocks.Protocols.Virtuoso.Requests;

/// <summary>
/// Checks a signature. The document does not say what is signed: the REST form of the project is known, and by default any plausible string under the
/// right secret will do (stance <c>virtuoso.signature</c>).
/// </summary>
internal static class Signature
{
    /// <returns>The canonical string that matched, with line breaks shown; null where none did.</returns>
    public static string? Match(string stance, string apiKey, string secret, long timestamp, string signature)
    {
        if (stance == "any") return signature.Length > 0 ? "(any)" : null;
        foreach (var candidate in Candidates(apiKey, timestamp, strict: stance == "strict"))
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(candidate));
            if (Same(signature, Convert.ToHexStringLower(expected))) return Show(candidate);
            if (stance != "strict" && (Same(signature.ToLowerInvariant(), Convert.ToHexStringLower(expected)) || Same(signature, Convert.ToBase64String(expected)))) return Show(candidate);
        }

        return null;
    }

    /// <summary>Everything that would have been accepted, for the log.</summary>
    public static IEnumerable<string> Tried(string stance, string apiKey, long timestamp) => Candidates(apiKey, timestamp, stance == "strict").Select(Show);

    private static IEnumerable<string> Candidates(string apiKey, long timestamp, bool strict)
    {
        var time = timestamp.ToString(CultureInfo.InvariantCulture);
        yield return $"GET\n/ws\n{time}\n";
        if (strict) yield break;
        yield return $"GET\n/ws\n{time}";
        yield return time;
        yield return apiKey + time;
        yield return time + apiKey;
        yield return $"{time}GET/ws";
        yield return $"GET/ws{time}";
        yield return $"authenticate{time}";
        yield return $"{apiKey}\n{time}";
    }

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Show(string candidate) => candidate.Replace("\n", "\\n", StringComparison.Ordinal);
}
