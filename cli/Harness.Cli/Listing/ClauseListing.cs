using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal sealed class ClauseListing()
    : Listing<Clause>("clauses", "What the documents ask for, one requirement a row; rfc6455 and duties are registers too")
{
    protected override string[] Columns => ["clause", "level", "party", "section", "text"];

    protected override IEnumerable<string> Owners(ProtocolCatalog catalog) => catalog.Registers.Select(register => register.Protocol);

    protected override IEnumerable<Clause> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        catalog.Registers.Where(register => isWanted(register.Protocol)).SelectMany(register => register.Clauses);

    protected override string[] Cells(Clause row) => [row.Id, Level(row), Party(row), row.Section, row.Text];

    protected override void WriteJson(Utf8JsonWriter json, Clause row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("section", row.Section);
        json.WriteString("level", Level(row));
        json.WriteString("party", Party(row));
        json.WriteString("text", row.Text);
        json.WriteStrings("rules", row.Rules);
        json.WriteString("since", row.Since);
        json.WriteOptional("untestable", row.Untestable);
        json.WriteOptional("stance", row.Stance?.Name);
    }

    private static string Level(Clause clause) => clause.Level.ToString().ToUpperInvariant();

    private static string Party(Clause clause) => clause.Party.ToString().ToLowerInvariant();
}
