using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal sealed class ProtocolListing() : Listing<Protocol>("protocols", "The protocols, where they listen and what can be subscribed")
{
    protected override string[] Columns => ["protocol", "title", "endpoint"];

    protected override IEnumerable<Protocol> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        catalog.Protocols.Where(protocol => isWanted(protocol.Slug));

    protected override string[] Cells(Protocol row) =>
        [row.Slug, row.Title, string.Join(", ", row.Endpoints.Select(endpoint => endpoint.Path))];

    protected override void WriteJson(Utf8JsonWriter json, Protocol row)
    {
        json.WriteString("protocol", row.Slug);
        json.WriteString("title", row.Title);
        json.WriteString("document", row.Document);
        json.WriteStartArray("endpoints");
        foreach (var endpoint in row.Endpoints)
        {
            json.WriteStartObject();
            json.WriteString("name", endpoint.Name);
            json.WriteString("path", endpoint.Path);
            json.WriteString("symbol", endpoint.Symbol);
            json.WriteStrings("symbols", endpoint.Symbols);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("http");
        foreach (var route in row.Routes)
        {
            json.WriteStartObject();
            json.WriteString("method", route.Method);
            json.WriteString("path", route.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("channels", row.Channels);
    }
}
