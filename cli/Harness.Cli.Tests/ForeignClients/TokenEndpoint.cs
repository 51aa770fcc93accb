using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Harness.Cli.Tests.ForeignClients;

/// <summary>Asks a running harness for a HedgeTech token.</summary>
internal static class TokenEndpoint
{
    /// <param name="http">Base address of the harness.</param>
    /// <param name="authority">The certificate authority to trust, PEM; null without TLS.</param>
    public static async Task<string> TokenAsync(Uri http, string? authority)
    {
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = Trusting(authority) });
        using var form = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]);
        using var answer = await client.PostAsync(new Uri(http, "/auth/user/token/issue"), form, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("Authorization").GetString()!;
    }

    private static SslClientAuthenticationOptions Trusting(string? authority)
    {
        if (authority is null) return new SslClientAuthenticationOptions();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
