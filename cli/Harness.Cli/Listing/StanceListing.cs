using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal sealed class StanceListing() : Listing<Stance>("stances", "Answers that the documents leave open, and how to choose another: --stance NAME=VALUE")
{
    protected override string[] Columns => ["stance", "default", "values", "about"];

    protected override IEnumerable<Stance> Rows(ProtocolCatalog catalog, Predicate<string> isWanted)
    {
        var wanted = catalog.Protocols.Where(protocol => isWanted(protocol.Slug))
            .SelectMany(protocol => protocol.Clauses.Clauses)
            .Select(clause => clause.Stance?.Name)
            .ToHashSet();
        return catalog.Stances.All.Where(stance => wanted.Contains(stance.Name));
    }

    protected override string[] Cells(Stance row) => [row.Name, row.Default, string.Join(" ", row.Values), row.Text];

    protected override void WriteJson(Utf8JsonWriter json, Stance row)
    {
        json.WriteString("name", row.Name);
        json.WriteString("default", row.Default);
        json.WriteStrings("values", row.Values);
        json.WriteStrings("clauses", row.Clauses);
        json.WriteString("text", row.Text);
    }
}
