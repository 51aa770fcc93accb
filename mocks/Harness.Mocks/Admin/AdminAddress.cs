using System.Net;
using System.Security.Cryptography;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Whether the admin API can be reached from other machines, and the token it then wants.</summary>
internal static class AdminAddress
{
    public static string? Token(MockServerOptions options)
    {
        if (options.AdminToken is not null) return options.AdminToken;
        var isLocal = options.Transport == MockTransport.InProcess
            || options.Host == "localhost"
            || IPAddress.IsLoopback(IPAddress.Parse(options.Host));
        return isLocal ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }
}
