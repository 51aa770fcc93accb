using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Harness.Cli.Flags;
using Harness.Conformance.Reports;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Checking;

/// <summary>The flags of everything that judges: how strictly, what is known to fail, and where the reports go.</summary>
internal sealed class JudgingFlags
{
    private static readonly Form<Version> Suite = new(SuitePin.Expected, (string text, [MaybeNullWhen(false)] out Version version) => SuitePin.TryRead(text, out version, out _));

    private readonly RepeatedFlag<string> _stance = new("--stance", "NAME=VALUE", Forms.Text, "Answer where a document is silent, see harness list stances");
    private readonly Switch _strict = new("--strict", "A broken SHOULD fails the run");
    private readonly Switch _noDuties = new("--no-duties", "Leave out what no document asks of a trading client");
    private readonly Flag<string> _known = new("--known-failing", "FILE", Forms.Text, "Failures that are expected, each with its reason; they do not fail the run");
    private readonly Flag<Version> _suite = new("--suite-version", "VERSION", Suite, "Judge as that version of the suite did: what came later is INFO; the newest if absent");

    public RepeatedFlag<ReportFile> Report { get; } = new(
        "--report", "KIND=FILE", new Form<ReportFile>($"KIND=FILE with one of {string.Join(", ", ReportFile.Kinds)}", ReadReport), "Also write the report to a file");

    public Switch Update { get; } = new("--update-known-failing", "Write the known-failing list as the run shows it, and show what that changes");

    public RepeatedFlag<string> Account { get; } = new("--account", "ROLE=USER:PASS", Forms.Text, "Who logs in where a case needs that role");

    public Flag<int> Jobs { get; } = new("--jobs", "N", Forms.Count(1, 256), "Cases at the same time; 4 if absent");

    public Flag<TimeSpan> Timeout { get; } = new("--timeout", "DURATION", Forms.Duration, "The whole time of one case; 90s if absent. A wait that fits into it is waited out, however many a case has");

    public Flag<TimeSpan> StartTimeout { get; } = new("--start-timeout", "DURATION", Forms.Duration, "Until the first sign of life; 10s if absent");

    public Flag<string> Name { get; } = new("--name", "NAME", Forms.Text, "What the implementation is called in reports");

    public IEnumerable<Option> Options =>
    [
        Report.Option, _known.Option, Update.Option, _stance.Option, _strict.Option, _noDuties.Option, _suite.Option,
        Account.Option, Jobs.Option, Timeout.Option, StartTimeout.Option, Name.Option,
    ];

    public string? NameOrNull(FlagReader reader) => reader.IsGiven(Name) ? reader.Value(Name, "") : null;

    public bool Strict(FlagReader reader) => reader.IsOn(_strict);

    public bool Duties(FlagReader reader) => !reader.IsOn(_noDuties);

    public Version? SuiteVersion(FlagReader reader) => reader.IsGiven(_suite) ? reader.Value(_suite, null!) : null;

    /// <returns>Null without a list.</returns>
    public KnownList? Known(FlagReader reader)
    {
        var isUpdated = reader.IsOn(Update);
        if (!reader.IsGiven(_known))
        {
            if (isUpdated) reader.Add("--update-known-failing: expected --known-failing FILE beside it, got nothing");
            return null;
        }

        var list = KnownList.Load(reader.Value(_known, ""), isUpdated, out var problems);
        foreach (var problem in problems) reader.Add($"--known-failing: {problem}");
        return list;
    }

    public StanceSettings Stances(FlagReader reader)
    {
        var settings = ProtocolCatalog.Embedded.Stances.Choose(reader.Values(_stance), out var errors);
        foreach (var error in errors) reader.Add($"--stance: {error}");
        return settings;
    }

    private static bool ReadReport(string text, [MaybeNullWhen(false)] out ReportFile file)
    {
        file = ReportFile.Parse(text, out _);
        return file is not null;
    }
}
