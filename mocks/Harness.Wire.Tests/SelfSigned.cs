using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Wire.Tests;

/// <summary>A certificate for <c>localhost</c> that nobody vouches for.</summary>
internal static class SelfSigned
{
    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
