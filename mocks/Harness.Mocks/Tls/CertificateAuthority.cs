using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Harness.Mocks.Tls;

/// <summary>
/// A certificate authority of this user's own, made on first use and kept, so that a client has to be told to trust it only once.
/// </summary>
internal sealed class CertificateAuthority
{
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(365);

    private readonly X509Certificate2 _authority;

    private CertificateAuthority(X509Certificate2 authority, string path)
    {
        _authority = authority;
        Path = path;
    }

    /// <summary>The authority's certificate, PEM: the file to trust.</summary>
    public string Path { get; }

    /// <summary>Where it is kept when nothing else is said.</summary>
    public static string DefaultFolder => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data
            ? data
            : System.IO.Path.GetTempPath(),
        "harness",
        "tls");

    /// <summary>Reads the authority from <paramref name="folder"/>, or makes it there.</summary>
    /// <exception cref="IOException">The folder cannot be written, or what is there cannot be read.</exception>
    public static CertificateAuthority OpenOrCreate(string folder, DateTimeOffset now)
    {
        var path = System.IO.Path.Combine(folder, "harness-ca.pem");
        var keyPath = System.IO.Path.Combine(folder, "harness-ca.key");
        if (Read(path, keyPath, now) is { } kept) return new CertificateAuthority(kept, path);

        Directory.CreateDirectory(folder);
        var made = Make(now);
        WriteWhole(keyPath, made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        WriteWhole(path, made.ExportCertificatePem());
        return new CertificateAuthority(made, path);
    }

    /// <summary>A server certificate for this machine's names and the address the server listens on.</summary>
    public X509Certificate2 Issue(string host, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=harness", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IPAddress.TryParse(host, out var address))
        {
            if (!IPAddress.IsLoopback(address)) names.AddIpAddress(address);
        }
        else if (host != "localhost")
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));

        var authorityExpires = new DateTimeOffset(_authority.NotAfter);
        var expires = now + ServerLifetime < authorityExpires ? now + ServerLifetime : authorityExpires;
        using var issued = request.Create(_authority, now.AddDays(-1), expires, Serial());
        using var withKey = issued.CopyWithPrivateKey(key);
        // Through PKCS#12: some platforms refuse an ephemeral key in a TLS handshake.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), password: null);
    }

    private static X509Certificate2? Read(string path, string keyPath, DateTimeOffset now)
    {
        if (!File.Exists(path) || !File.Exists(keyPath)) return null;
        try
        {
            var kept = X509Certificate2.CreateFromPemFile(path, keyPath);
            return new DateTimeOffset(kept.NotAfter) > now.AddDays(30) ? kept : null;
        }
        catch (CryptographicException problem)
        {
            throw new IOException($"{path}: not a readable certificate authority ({problem.Message}); delete it and its key to have a new one made", problem);
        }
    }

    private static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=harness local certificate authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now + AuthorityLifetime);
    }

    private static byte[] Serial()
    {
        // Read as a signed number: a set top bit would make it negative.
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        return serial;
    }

    private static void WriteWhole(string path, string text)
    {
        // Moved into place whole, so that two servers that start together do not read half a file; readable by its owner alone from the first byte.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = FormattableString.Invariant($"{path}.{Environment.ProcessId}");
        using (var writer = new StreamWriter(draft, options)) writer.Write(text);
        File.Move(draft, path, overwrite: true);
    }
}
