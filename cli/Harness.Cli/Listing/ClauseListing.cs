using System.Text.Json;
using Harness.Cli.Flags;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal sealed class ClauseListing : Listing<Clause>
{
    private readonly Switch _summary = new("--summary", "How many there are of each level, and how many rules check");
    private readonly Switch _reasons = new("--reasons", "With --summary: also why no rule can check the others, and which they are");
    private readonly Switch _markdown = new("--markdown", "The summary and the reasons as Markdown, as they stand in conformance/README.md");

    public ClauseListing()
        : base("clauses", "What the documents ask for, one requirement a row; rfc6455 and duties are registers too")
    {
        Options.Add(_summary.Option);
        Options.Add(_reasons.Option);
        Options.Add(_markdown.Option);
    }

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

    protected override Action<TextWriter, IEnumerable<Clause>> Form(FlagReader flags, bool asJson)
    {
        var (isSummary, isMarkdown, withReasons) = (flags.IsOn(_summary), flags.IsOn(_markdown), flags.IsOn(_reasons));
        if (withReasons && !isSummary) flags.Add("--reasons: expected --summary beside it");
        if (isMarkdown && !isSummary) flags.Add("--markdown: expected --summary beside it, the rows themselves have no Markdown form");
        if (isSummary && asJson) flags.Add("--summary: expected no --json beside it; the rows that it counts are what --json shows");
        if (!isSummary) return base.Form(flags, asJson);
        return isMarkdown
            ? (output, rows) => new ClauseSummary(rows).WriteMarkdown(output)
            : (output, rows) => new ClauseSummary(rows).WriteText(output, withReasons);
    }

    private static string Level(Clause clause) => clause.Level.ToString().ToUpperInvariant();

    private static string Party(Clause clause) => clause.Party.ToString().ToLowerInvariant();
}
