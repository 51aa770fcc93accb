using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Mocks.Recording;

/// <summary>Which certificates of a target are good enough.</summary>
internal static class TargetTrust
{
    /// <returns>Null where the system decides.</returns>
    /// <exception cref="CryptographicException">The authority's file holds no certificate.</exception>
    public static RemoteCertificateValidationCallback? Of(RecordingOptions options)
    {
        if (options.TrustAnyCertificate) return static (_, _, _, _) => true;
        if (options.AuthorityFile is not { } file) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        if (authorities.Count == 0) throw new CryptographicException("there is no certificate in it");
        return (_, certificate, chain, errors) => IsIssuedBy(authorities, certificate, chain, errors);
    }

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate? certificate, X509Chain? given, SslPolicyErrors errors)
    {
        // The name has to be right whoever issued it.
        if (certificate is not X509Certificate2 leaf || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        if (given is not null) chain.ChainPolicy.ExtraStore.AddRange(given.ChainElements.Select(link => link.Certificate).ToArray());
        return chain.Build(leaf);
    }
}
