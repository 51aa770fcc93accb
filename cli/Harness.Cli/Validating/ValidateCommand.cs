using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Configurations;
using Harness.Fixtures.KnownFailures;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting;

namespace Harness.Cli.Validating;

/// <summary><c>harness validate FILE…</c>: says of each file what it is, or everything that is wrong with it and where.</summary>
internal sealed class ValidateCommand : Verb
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Scenarios, cases, harness.yaml and known-failing lists, YAML or JSON",
        Arity = ArgumentArity.OneOrMore,
    };

    public ValidateCommand()
        : base("validate", "Checks scenarios, cases, harness.yaml and known-failing lists without running them")
    {
        Arguments.Add(_files);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var files = flags.Values(_files);
        return _ =>
        {
            var valid = files.Count(file => Validate(file, surroundings.Output));
            return Task.FromResult(valid == files.Count ? ExitCode.Success : ExitCode.Usage);
        };
    }

    private static bool Validate(string file, TextWriter output)
    {
        try
        {
            output.WriteLine($"{file}: valid, {Read(file)}");
            return true;
        }
        catch (LocatedException wrong)
        {
            foreach (var error in wrong.Errors) output.WriteLine(error);
            return false;
        }
    }

    private static string Read(string file) => FileKinds.Of(LocatedDocument.Survey(file)) switch
    {
        FileKind.Case => Case(file),
        FileKind.KnownFailures => KnownFailures(file),
        FileKind.Configuration => Configuration(file),
        _ => Scenario(file),
    };

    private static string KnownFailures(string file)
    {
        var count = KnownFailureReader.Load(file).Count;
        return $"a list of {count} known {(count == 1 ? "failure" : "failures")}";
    }

    private static string Configuration(string file)
    {
        var read = ConfigurationReader.Load(file);
        // A list that the file names is part of it.
        if (read.Cells.Select(cell => cell.Settings.KnownFailing).OfType<string>().Distinct().SelectMany(Errors).ToList() is { Count: > 0 } errors) throw new LocatedException(errors);
        return $"a configuration of {read.Cells.Select(cell => cell.Name).Distinct().Count()} implementations: {string.Join(", ", read.Cells.Select(cell => $"{cell.Name} ({cell.Protocol})"))}";
    }

    private static IReadOnlyList<LocatedError> Errors(string list)
    {
        try
        {
            KnownFailureReader.Load(list);
            return [];
        }
        catch (LocatedException wrong)
        {
            return wrong.Errors;
        }
    }

    private static string Case(string file)
    {
        var read = CaseReader.Load(file);
        if (read.Mock is { } mock) CheckTemplates(mock);
        return $"a case for {read.Protocol}: {read.Id}, {read.Title}";
    }

    private static string Scenario(string file)
    {
        var read = ScenarioReader.Load(file);
        CheckTemplates(read);
        return $"a scenario for {read.Protocol}: {read.Name}";
    }

    private static void CheckTemplates(Scenario scenario)
    {
        if (ScenarioTemplates.Check(scenario) is { Count: > 0 } broken) throw new LocatedException(broken);
    }
}
