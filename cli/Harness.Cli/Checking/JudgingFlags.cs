using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Conformance.Reports;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Checking;

/// <summary>The flags of everything that judges: how strictly, and where the reports go.</summary>
internal sealed class JudgingFlags
{
    private readonly RepeatedFlag<ReportFile> _report = new(
        "--report", "KIND=FILE", new Form<ReportFile>($"KIND=FILE with one of {string.Join(", ", ReportFile.Kinds)}", ReadReport), "Also write the report to a file");

    private readonly RepeatedFlag<string> _stance = new("--stance", "NAME=VALUE", Forms.Text, "Answer where a document is silent, see harness list stances");
    private readonly Switch _strict = new("--strict", "A broken SHOULD fails the run");
    private readonly Switch _noDuties = new("--no-duties", "Leave out what no document asks of a trading client");

    public IEnumerable<Option> Options => [_report.Option, _stance.Option, _strict.Option, _noDuties.Option];

    public IReadOnlyList<ReportFile> Reports(FlagReader reader) => reader.Values(_report);

    public bool Strict(FlagReader reader) => reader.IsOn(_strict);

    public bool Duties(FlagReader reader) => !reader.IsOn(_noDuties);

    public StanceSettings Stances(FlagReader reader)
    {
        var settings = ProtocolCatalog.Embedded.Stances.Choose(reader.Values(_stance), out var errors);
        foreach (var error in errors) reader.Add($"--stance: {error}");
        return settings;
    }

    private static bool ReadReport(string text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out ReportFile file)
    {
        file = ReportFile.Parse(text, out _);
        return file is not null;
    }
}
