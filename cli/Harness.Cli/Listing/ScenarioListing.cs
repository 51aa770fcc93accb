using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;

namespace Harness.Cli.Listing;

internal sealed class ScenarioListing() : Listing<Scenario>("scenarios", "The ready scenarios, and which trading bug each brings to light")
{
    protected override string[] Columns => ["scenario", "protocol", "provokes"];

    protected override IEnumerable<Scenario> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        catalog.Protocols.Where(protocol => isWanted(protocol.Slug)).SelectMany(protocol => ScenarioReader.Embedded(protocol.Slug));

    protected override string[] Cells(Scenario row) => [row.Name, row.Protocol, row.Provokes ?? ""];

    protected override void WriteJson(Utf8JsonWriter json, Scenario row)
    {
        json.WriteString("name", row.Name);
        json.WriteString("protocol", row.Protocol);
        json.WriteOptional("provokes", row.Provokes);
        json.WriteOptional("file", row.File);
    }
}
