using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Scripting;

/// <summary>A rule that did not fire, how much of it agreed, and why not.</summary>
internal readonly record struct RuleMiss(CompiledRule Rule, int Agreed, string Why)
{
    /// <summary>The rule that came nearest, of all that wait for a trigger.</summary>
    public static string? Nearest(IEnumerable<LoadedScenario> scenarios, ScenarioTrigger trigger, RuleSubject subject)
    {
        RuleMiss? nearest = null;
        foreach (var rule in scenarios.SelectMany(scenario => scenario.RulesOn(trigger)))
        {
            var miss = rule.Explain(subject);
            if (nearest is null || miss.Agreed > nearest.Value.Agreed) nearest = miss;
        }

        return nearest is { } found ? $"closest is {found.Rule}: {found.Why}" : null;
    }
}
