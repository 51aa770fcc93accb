using System.Net;
using System.Security.Cryptography;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;

namespace Harness.Mocks.Recording;

/// <summary>Finds everything that is wrong with a recording before it begins, so that it can be said in one go.</summary>
internal static class RecordingCheck
{
    /// <exception cref="MockServerException">Something is.</exception>
    public static void Validate(RecordingOptions options)
    {
        var problems = new List<string>();
        if (options.Target is not { IsAbsoluteUri: true, Scheme: "ws" or "wss", Host.Length: > 0 }) problems.Add($"target '{options.Target}': expected an address that begins with ws:// or wss://");
        if (options.HttpTarget is { } http && http is not { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0 })
        {
            problems.Add($"HTTP target '{http}': expected an address that begins with http:// or https://");
        }

        if (options.Host != "localhost" && !IPAddress.TryParse(options.Host, out _)) problems.Add($"host '{options.Host}': expected an IP address or localhost");
        if (options.Port is < 0 or > 65535) problems.Add(FormattableString.Invariant($"port {options.Port}: expected 0 to 65535, where 0 takes a free one"));
        if (options.Protocol is { } slug && !ProtocolCatalog.Embedded.TryFind(slug, out _, out var unknown)) problems.Add($"protocol: {unknown}");
        if (FolderProblem(options.Directory) is { } problem) problems.Add($"{options.Directory}: transcripts cannot be written there: {problem}");
        try
        {
            TargetTrust.Of(options);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problems.Add($"{options.AuthorityFile}: expected a certificate authority in PEM: {wrong.Message}");
        }

        if (problems.Count > 0) throw new MockServerException(problems);
    }

    /// <summary>Why nothing can be written into a folder, found out by writing into it; null when it can.</summary>
    private static string? FolderProblem(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, FormattableString.Invariant($".harness-{Environment.ProcessId}"));
            using var stream = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return problem.Message;
        }
    }
}
