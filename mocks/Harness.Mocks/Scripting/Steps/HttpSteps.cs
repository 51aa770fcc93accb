using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Steps;

internal sealed class RejectStep(int status, ContentTemplate? body, IReadOnlyList<(string Name, TextTemplate Value)> headers) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var model = run.Model();
        run.Context.Http?.Decide(HttpOutcome.Reject, new HttpRejection(
            status,
            body?.Render(model) ?? default,
            [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value.Render(model)))]));
        return StepOutcome.Next;
    }
}

internal sealed class HttpDelayStep(TimeSpan latency, TimeSpan jitter) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        run.Context.Http?.Wait(run.Scenario.Chance.Jitter(latency, jitter));
        return StepOutcome.Next;
    }
}

internal sealed class WrongAcceptKeyStep : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        run.Context.Http?.Decide(HttpOutcome.WrongAcceptKey);
        return StepOutcome.Next;
    }
}
