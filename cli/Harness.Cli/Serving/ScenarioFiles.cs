using Harness.Cli.Flags;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;

namespace Harness.Cli.Serving;

/// <summary>Scenario files that were named on the command line.</summary>
internal static class ScenarioFiles
{
    /// <summary>The scenarios that could be read; every error in the others is a mistake of the command line.</summary>
    public static IReadOnlyList<Scenario> Read(FlagReader reader, IEnumerable<string> paths)
    {
        var scenarios = new List<Scenario>();
        foreach (var path in paths)
        {
            try
            {
                scenarios.Add(ScenarioReader.Load(path));
            }
            catch (LocatedException wrong)
            {
                foreach (var error in wrong.Errors) reader.Add(error.ToString());
            }
        }

        return scenarios;
    }
}
