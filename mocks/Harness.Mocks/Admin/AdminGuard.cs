using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Admin;

/// <summary>
/// Who may use the admin API. On loopback anybody on the machine, but no web page: a browser's cross-origin call is refused by its Origin, a
/// rebound name by its Host. Where the server listens beyond loopback, whoever has the token.
/// </summary>
/// <param name="token">Bearer token, or null where the server listens on loopback only.</param>
internal sealed class AdminGuard(string? token)
{
    /// <summary>Null when the call may pass, else a status and what to do.</summary>
    public (int Status, string Error)? Refuse(HttpRequest request)
    {
        if (token is not null)
        {
            return HasToken(request)
                ? null
                : (StatusCodes.Status401Unauthorized, "the admin API needs `Authorization: Bearer <token>` here; serve prints the token at start, --admin-token sets it");
        }

        if (!IsLocal(request.Host.Host))
        {
            return (StatusCodes.Status403Forbidden, $"Host is `{request.Host.Value}`; the admin API answers to localhost, 127.0.0.1 and [::1] only");
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsSameOrigin(origin, request.Host))
        {
            return (StatusCodes.Status403Forbidden, $"Origin is `{origin}`; the admin API takes no cross-origin calls from browsers");
        }

        return null;
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsSameOrigin(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);

    private bool HasToken(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[scheme.Length..]), Encoding.UTF8.GetBytes(token!));
    }
}
