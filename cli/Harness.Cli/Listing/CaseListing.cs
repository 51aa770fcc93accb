using System.Text.Json;
using Harness.Conformance.Runs;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Specs.Verdicts;

namespace Harness.Cli.Listing;

internal sealed class CaseListing() : Listing<TestCase>("cases", "The conversations that clients and servers are put to")
{
    protected override string[] Columns => ["case", "level", "tests", "since", "needs", "title"];

    protected override IEnumerable<TestCase> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        catalog.Protocols.Where(protocol => isWanted(protocol.Slug)).SelectMany(protocol => CaseReader.Embedded(protocol.Slug));

    protected override string[] Cells(TestCase row) => [row.Id, row.Level.Word(), string.Join(" ", Roles(row)), row.Since, string.Join(" ", row.Needs), row.Title];

    protected override void WriteJson(Utf8JsonWriter json, TestCase row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("protocol", row.Protocol);
        json.WriteString("title", row.Title);
        json.WriteString("level", row.Level.Word());
        json.WriteStrings("roles", Roles(row));
        json.WriteStrings("clauses", row.Clauses);
        json.WriteStrings("needs", row.Needs);
        json.WriteString("since", row.Since);
    }

    private static IReadOnlyList<string> Roles(TestCase row) => [.. row.Roles.Select(role => role.ToString().ToLowerInvariant())];
}
