using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Harness.Conformance.Runs.Clients;

namespace Harness.Conformance.Mutants.Virtuoso;

/// <summary>What a login is made of.</summary>
/// <param name="Key">The API key.</param>
/// <param name="Secret">The API secret.</param>
/// <param name="Now">Milliseconds since the epoch.</param>
internal sealed record VirtuosoLogin(string Key, string Secret, long Now)
{
    public static VirtuosoLogin Of(ClientTask task) => new(task.Values["api_key"], task.Values["api_secret"], task.Time.GetUtcNow().ToUnixTimeMilliseconds());

    public string Signature => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET\n/ws\n{Now}\n"))));

    /// <summary>The authenticate message.</summary>
    public override string ToString() => FormattableString.Invariant($$"""{"action":"authenticate","api_key":"{{Key}}","timestamp":{{Now}},"signature":"{{Signature}}"}""");
}
