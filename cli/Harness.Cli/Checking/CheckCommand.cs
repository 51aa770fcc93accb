using Harness.Cli.Flags;
using Harness.Conformance.Reports;
using Harness.Fixtures.Configurations;
using Harness.Fixtures.Yaml;

namespace Harness.Cli.Checking;

/// <summary><c>harness check</c>: judges a client, a server, recordings or the harness itself; with <c>--config</c>, everything that a file names.</summary>
internal sealed class CheckCommand : Verb
{
    private readonly Flag<string> _config = new("--config", "FILE", Forms.Text, "Judge every implementation that a harness.yaml names, in one report");
    private readonly RepeatedFlag<string> _name = new("--name", "GLOB", Forms.Text, "With --config: only implementations of that name; * stands for anything");
    private readonly JudgingFlags _judging = new();

    public CheckCommand()
        : base("check", "Judges a client, a server or recordings against the document")
    {
        Subcommands.Add(new CheckClientCommand());
        Subcommands.Add(new CheckServerCommand());
        Subcommands.Add(new CheckTranscriptCommand());
        Subcommands.Add(new CheckMutantsCommand());
        Options.Add(_config.Option);
        Options.Add(_name.Option);
        Options.Add(_judging.Report.Option);
        Options.Add(_judging.Update.Option);
    }

    /// <summary>Without a file it is only the first word of another command.</summary>
    public override bool IsGroup(FlagReader flags) => !flags.IsGiven(_config);

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var files = flags.Values(_judging.Report);
        var update = flags.IsOn(_judging.Update);
        var known = new Dictionary<string, KnownList>();
        if (Configuration(flags, surroundings) is not { } configuration) return _ => Task.FromResult(ExitCode.Usage);
        var cells = Chosen(configuration, flags);
        foreach (var path in cells.Select(cell => cell.Settings.KnownFailing).OfType<string>().Distinct())
        {
            if (KnownList.Load(path, update, out var problems) is { } list) known.Add(path, list);
            foreach (var problem in problems) flags.Add(problem);
        }

        return async cancellationToken =>
        {
            using var output = new ReportOutput(files, surroundings);
            var reports = await new ConfigurationRun(configuration, cells, known).RunAsync(output, cancellationToken);
            var updates = known.Select(pair => (pair.Value, (IReadOnlyList<int>)[.. Enumerable.Range(0, cells.Count).Where(index => cells[index].Settings.KnownFailing == pair.Key)]));
            return await output.FinishAsync(reports, isMatrix: true, update ? [.. updates] : null);
        };
    }

    private CheckConfiguration? Configuration(FlagReader flags, Surroundings surroundings)
    {
        try
        {
            return ConfigurationReader.Load(flags.Value(_config, ""), surroundings.Variable);
        }
        catch (LocatedException wrong)
        {
            foreach (var error in wrong.Errors) flags.Add(error.ToString());
            return null;
        }
    }

    private IReadOnlyList<CheckCell> Chosen(CheckConfiguration configuration, FlagReader flags)
    {
        var globs = flags.Values(_name);
        if (globs.Count == 0) return configuration.Cells;
        IReadOnlyList<CheckCell> chosen = [.. configuration.Cells.Where(cell => globs.Any(glob => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(glob, cell.Name, ignoreCase: false)))];
        if (chosen.Count == 0) flags.Add($"--name: expected one of {string.Join(", ", configuration.Cells.Select(cell => cell.Name).Distinct())}, got {string.Join(", ", globs.Select(glob => $"'{glob}'"))}");
        return chosen;
    }
}
