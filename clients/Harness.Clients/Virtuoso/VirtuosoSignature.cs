using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Clients.Virtuoso;

/// <summary>
/// The signature of the REST API, applied to the handshake: method, path, timestamp and an empty body, one a line, under HMAC-SHA256
/// with the secret. The document of the WebSocket leaves open what is signed.
/// </summary>
internal static class VirtuosoSignature
{
    public static string Of(string secret, string path, long timestamp)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"GET\n{path}\n{timestamp}\n");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }
}
