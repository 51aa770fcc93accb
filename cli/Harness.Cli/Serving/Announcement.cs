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
        output.WriteLine($"admin {mock.HttpUrl.GetLeftPart(UriPartial.Authority)}/__admin{(mock.AdminToken is { } token ? $" with Authorization: Bearer {token}" : "")}");
        if (mock.AuthorityPath is { } authority)
        {
            output.WriteLine($"authority {authority}");
            output.WriteLine($"trust it: export SSL_CERT_FILE={authority} CURL_CA_BUNDLE={authority} NODE_EXTRA_CA_CERTS={authority}");
        }

        output.WriteLine($"ready {mock.HttpUrl.GetLeftPart(UriPartial.Authority)}");
        output.Flush();
    }

    private static void Write(TextWriter output, MockServer mock, Protocol protocol)
    {
        output.WriteLine($"{protocol.Slug}  {protocol.Title}");
        foreach (var endpoint in protocol.Endpoints) output.WriteLine($"  {mock.Url(protocol.Slug, endpoint.Name)}");
        foreach (var account in protocol.Accounts) output.WriteLine($"  account {Credentials.Of(account)}: {account.About}");
        output.WriteLine();
    }
}
