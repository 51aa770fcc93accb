namespace Harness.Cli.Serving;

/// <summary>What whoever connects over TLS has to trust, as lines to paste.</summary>
internal static class AuthorityLines
{
    /// <param name="authority">The certificate's file; null without TLS.</param>
    public static void Write(TextWriter output, string? authority)
    {
        if (authority is null) return;
        output.WriteLine($"authority {authority}");
        output.WriteLine($"trust it: export SSL_CERT_FILE='{authority}' CURL_CA_BUNDLE='{authority}' NODE_EXTRA_CA_CERTS='{authority}'");
    }
}
