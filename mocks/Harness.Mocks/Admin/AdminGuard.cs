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
    /// <param name="request">The call.</param>
    /// <param name="needsToken">False for what anybody may ask who reaches the server.</param>
    public (int Status, string Error)? Refuse(HttpRequest request, bool needsToken)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsSameOrigin(origin, request))
        {
            return (StatusCodes.Status403Forbidden, $"Origin is `{origin}`; the admin API takes no cross-origin calls from browsers");
        }

        // Not every cross-origin call has an Origin, but every browser says here what kind of call it is.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
        {
            return (StatusCodes.Status403Forbidden, $"Sec-Fetch-Site is `{site}`; the admin API takes no cross-origin calls from browsers");
        }

        if (token is null)
        {
            return IsLocal(request.Host.Host)
                ? null
                : (StatusCodes.Status403Forbidden, $"Host is `{request.Host.Value}`; the admin API answers to localhost, 127.0.0.1 and [::1] only");
        }

        return !needsToken || HasToken(request)
            ? null
            : (StatusCodes.Status401Unauthorized, "the admin API needs `Authorization: Bearer <token>` here; serve prints the token at start, --admin-token sets it");
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsSameOrigin(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme == request.Scheme
        && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private bool HasToken(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[scheme.Length..]), Encoding.UTF8.GetBytes(token!));
    }
}
