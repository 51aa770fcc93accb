using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Building;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Server;

namespace Harness.Mocks.Testing;

/// <summary>The rules that a test writes in C# while a mock runs: one scenario for each protocol, which grows.</summary>
internal sealed class CodedRules(MockHost host)
{
    private readonly Dictionary<string, ScenarioBuilder> _scenarios = [];

    /// <param name="slug">Null takes the only protocol there is.</param>
    public ScenarioBuilder For(string? slug)
    {
        var slugs = host.Slugs;
        slug ??= slugs is [var only] ? only : throw new InvalidOperationException(
            $"this mock plays {string.Join(", ", slugs)}: say whose rule it is, as in mock.For(\"{slugs[0]}\").OnOpen()");
        if (!slugs.Contains(slug) && slug != Scenario.NoProtocol) throw new ArgumentException($"protocol '{slug}': this mock plays {string.Join(", ", slugs)}", nameof(slug));
        lock (_scenarios)
        {
            if (_scenarios.TryGetValue(slug, out var known)) return known;
            return _scenarios[slug] = new ScenarioBuilder(slug, $"{slug} rules of the test", Apply, host.InstrumentsOf);
        }
    }

    /// <summary>The mock goes back to its start state: what was written since has no effect any more.</summary>
    public void Clear()
    {
        ScenarioBuilder[] gone;
        lock (_scenarios)
        {
            gone = [.. _scenarios.Values];
            _scenarios.Clear();
        }

        foreach (var scenario in gone) scenario.Freeze("this rule is of before the mock's reset, which has dropped it; write a new one");
    }

    private void Apply(Scenario grown)
    {
        try
        {
            host.World.Enter(() => host.World.Scripts.Extend(grown));
        }
        catch (LocatedException broken)
        {
            throw new ScenarioException(string.Join("; ", broken.Errors.Select(error => error.Message)), broken);
        }
    }
}
