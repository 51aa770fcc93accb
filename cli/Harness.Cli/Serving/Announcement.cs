using System.Globalization;
using Harness.Cli.Listing;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>What <c>serve</c> says on standard output once it is up: where everything is, who may log in, and then one line that it is ready.</summary>
internal static class Announcement
{
    public static void Write(TextWriter output, MockServer mock)
    {
        foreach (var protocol in mock.Protocols.Select(slug => ProtocolCatalog.Embedded.Find(slug)!)) Write(output, mock, protocol);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {mock.Seed}"));
        output.WriteLine($"admin {Base(mock.HttpUrl)}/__admin{(mock.AdminToken is { } token ? $" with Authorization: Bearer {token}" : "")}");
        AuthorityLines.Write(output, mock.AuthorityPath);
        output.WriteLine($"ready {Base(mock.HttpUrl)}");
        output.Flush();
    }

    private static string Filled(string line, MockServer mock) => line
        .Replace("{http}", Base(mock.HttpUrl), StringComparison.Ordinal)
        .Replace("{ws}", Base(mock.SocketUrl), StringComparison.Ordinal);

    private static string Base(Uri url) => url.GetLeftPart(UriPartial.Authority);

    private static void Write(TextWriter output, MockServer mock, Protocol protocol)
    {
        output.WriteLine($"{protocol.Slug}  {protocol.Title}");
        foreach (var endpoint in protocol.Endpoints) output.WriteLine($"  {mock.Url(protocol.Slug, endpoint.Name)}");
        foreach (var account in protocol.Accounts) output.WriteLine($"  account {Credentials.Of(account)}: {account.About}");
        if (protocol.Try is { } line) output.WriteLine($"  try {Filled(line, mock)}");
        output.WriteLine();
    }
}
