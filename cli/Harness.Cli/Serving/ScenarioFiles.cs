using Harness.Cli.Flags;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>Scenario files that were named on the command line.</summary>
internal static class ScenarioFiles
{
    /// <summary>The scenarios that could be read; every error in the others is a mistake of the command line.</summary>
    /// <param name="reader">Collects the mistakes.</param>
    /// <param name="paths">The files.</param>
    /// <param name="options">What the server plays.</param>
    public static IReadOnlyList<Scenario> Read(FlagReader reader, IEnumerable<string> paths, MockServerOptions options)
    {
        var protocols = options.Protocols;
        var scenarios = new List<Scenario>();
        var files = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            try
            {
                var scenario = ScenarioReader.Load(path, options.InstrumentsOf);
                if (!files.TryAdd(scenario.Name, path))
                    reader.Add($"--scenario {path}: scenarios are told apart by their names, and '{scenario.Name}' is that of {files[scenario.Name]} too; give one of them another name");
                if (protocols.Count > 0 && scenario.Protocol != Scenario.NoProtocol && !protocols.Contains(scenario.Protocol))
                    reader.Add($"--scenario {path}: it scripts {scenario.Protocol}, but --protocol plays only {string.Join(", ", protocols)}");
                scenarios.Add(scenario);
            }
            catch (LocatedException wrong)
            {
                foreach (var error in wrong.Errors) reader.Add(error.ToString());
            }
        }

        return scenarios;
    }
}
