using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal sealed class AccountListing() : Listing<(string Protocol, Account Account)>("accounts", "Whom a mock knows from the start, with their passwords and keys")
{
    protected override string[] Columns => ["protocol", "role", "credentials", "about"];

    protected override IEnumerable<(string Protocol, Account Account)> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        from protocol in catalog.Protocols
        where isWanted(protocol.Slug)
        from account in protocol.Accounts
        select (protocol.Slug, account);

    protected override string[] Cells((string Protocol, Account Account) row) =>
        [row.Protocol, row.Account.Role, Credentials.Of(row.Account), row.Account.About];

    protected override void WriteJson(Utf8JsonWriter json, (string Protocol, Account Account) row)
    {
        var (protocol, account) = row;
        json.WriteString("protocol", protocol);
        json.WriteString("role", account.Role);
        json.WriteOptional("username", account.Username);
        json.WriteOptional("password", account.Password);
        json.WriteOptional("api_key", account.ApiKey);
        json.WriteOptional("api_secret", account.ApiSecret);
        json.WriteOptional("margin", account.Margin);
        json.WriteStrings("traits", account.Traits);
        json.WriteString("about", account.About);
    }
}
