using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Steps;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting;

/// <summary>Checks the templates of a scenario without running it: what its reader leaves, because templates are the mocks' business.</summary>
public static class ScenarioTemplates
{
    /// <summary>Every template that is broken, at its step; empty where all are well.</summary>
    public static IReadOnlyList<LocatedError> Check(Scenario scenario)
    {
        var errors = new List<LocatedError>();
        var compiler = new StepCompiler(scenario, new TemplateEngine(TimeProvider.System), errors);
        foreach (var rule in scenario.Rules)
        {
            foreach (var action in rule.Do)
            {
                if (action is MessageFault fault && rule.On != ScenarioTrigger.Http) compiler.Fault(fault);
                else compiler.Step(action);
            }
        }

        return errors;
    }
}
