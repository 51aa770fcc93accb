using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Steps;

internal sealed class AfterStep(TimeSpan wait) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        // A request is not answered by this thread: the server waits for what the verdict says.
        if (run.Context.Http is not { } http) return new StepOutcome(wait);
        http.Wait(wait);
        return StepOutcome.Next;
    }
}

internal sealed class SetStateStep(ContentTemplate values, StateScope scope) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var members = values.Element(run.Model());
        var bytes = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(members).Length;
        run.Scenario.Memory.Set(scope, run.Session, run.Context.ConnectionState, JsonObject.Create(members)!, bytes);
        return StepOutcome.Next;
    }
}

internal sealed class GotoStep(string rule) : IScriptStep
{
    public StepOutcome Run(RuleRun run) => new(TimeSpan.Zero, Jump: run.Scenario.Find(rule));
}

internal sealed class LogStep(TextTemplate text) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        run.Scenario.Settings.Journal.Log(run.Context.First, text.Render(run.Model()));
        return StepOutcome.Next;
    }
}
