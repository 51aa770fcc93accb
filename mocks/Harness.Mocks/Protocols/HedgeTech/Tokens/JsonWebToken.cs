using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Harness.Fixtures.Json;

namespace Harness.Mocks.Protocols.HedgeTech.Tokens;

/// <summary>Signs and checks JSON Web Tokens with HMAC-SHA256 (RFC 7515, RFC 7519), the only algorithm the service knows.</summary>
internal sealed class JsonWebToken(byte[] key)
{
    private const int Longest = 8 * 1024;
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public string Issue(TokenClaims claims)
    {
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, TokenJson.Default.TokenClaims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The claims of a token whose algorithm and signature are right, or null. Says nothing about expiry.</summary>
    public TokenClaims? Read(string token)
    {
        if (token.Length > Longest || !Ascii.IsValid(token)) return null;
        var parts = token.Split('.');
        if (parts.Length != 3 || !IsHs256(parts[0])) return null;
        var expected = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]));
        if (!TryDecode(parts[2], out var signature) || !CryptographicOperations.FixedTimeEquals(signature, expected)) return null;
        try
        {
            return TryDecode(parts[1], out var payload) ? JsonSerializer.Deserialize(payload, TokenJson.Default.TokenClaims) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsHs256(string header)
    {
        if (!TryDecode(header, out var json)) return false;
        try
        {
            using var document = JsonDocument.Parse(json);
            return !BrokenEscapes.Occur(json)
                && document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("alg", out var algorithm)
                && algorithm.ValueKind == JsonValueKind.String
                && algorithm.GetString() == "HS256";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written)) return false;
        bytes = bytes[..written];
        return true;
    }
}
