using System.Buffers.Text;
using System.Text.Json;

namespace Harness.Clients.HedgeTech.Tokens;

/// <summary>Reads <c>exp</c> from a JWT. The signature is the server's business.</summary>
internal static class TokenExpiry
{
    /// <summary>How far this computer's clock and the server's may be apart.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(1);

    /// <summary>Whether a token has expired for certain (section 10: it is looked at before subscribing).</summary>
    public static bool IsPast(string token, DateTimeOffset now) => Of(token) < now - ClockError;

    /// <summary>When the token expires; null when it is no JWT or does not say.</summary>
    public static DateTimeOffset? Of(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var exp)
                && exp.ValueKind == JsonValueKind.Number
                && exp.TryGetDouble(out double seconds)
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
