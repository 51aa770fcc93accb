using Harness.Fixtures.Cases;

namespace Harness.Conformance.Runs;

/// <summary>A case whose stances list several values runs once for each combination of them.</summary>
internal static class StanceChoices
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(TestCase one)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> choices = [new Dictionary<string, string>()];
        foreach (var (name, values) in one.Stances)
        {
            choices = [.. choices.SelectMany(choice => values.Select(value => new Dictionary<string, string>(choice) { [name] = value }))];
        }

        return choices;
    }
}
