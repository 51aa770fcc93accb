using System.Text.Json;
using Harness.Conformance.Mutants;
using Harness.Fixtures.Catalog;
using Harness.Specs.Rules;

namespace Harness.Cli.Listing;

internal sealed class RuleListing() : Listing<IRule>("rules", "What judges, the clauses it judges by, and the mutants that prove it can fail; rfc6455 and duties are registers too")
{
    protected override string[] Columns => ["rule", "binds", "clauses; mutants"];

    protected override IEnumerable<string> Owners(ProtocolCatalog catalog) => RuleBook.Registers;

    protected override IEnumerable<IRule> Rows(ProtocolCatalog catalog, Predicate<string> isWanted) =>
        RuleBook.All.Where(rule => isWanted(rule.Id.Split('.')[0]));

    protected override string[] Cells(IRule row) => [row.Id, Party(row), $"{string.Join(" ", row.Clauses)}; {string.Join(" ", MutantRun.Ids(row))}"];

    protected override void WriteJson(Utf8JsonWriter json, IRule row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("party", Party(row));
        json.WriteStrings("clauses", row.Clauses);
        json.WriteStrings("mutants", MutantRun.Ids(row));
    }

    private static string Party(IRule rule) => rule.Party.ToString().ToLowerInvariant();
}
