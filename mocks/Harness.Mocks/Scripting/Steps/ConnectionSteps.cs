using Harness.Mocks.Scripting.Faults;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Steps;

internal sealed class CloseStep(int? code, TextTemplate? reason, bool frame) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var text = reason?.Render(run.Model());
        foreach (var connection in run.Context.Connections)
        {
            if (frame) Outbound.Close(connection, code, text);
            else connection.Cut();
        }

        return StepOutcome.Next;
    }
}

internal sealed class CutStep : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        run.Context.Http?.Decide(HttpOutcome.Cut);
        foreach (var connection in run.Context.Connections) connection.Cut();
        return StepOutcome.Next;
    }
}

internal sealed class ResetStep : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        run.Context.Http?.Decide(HttpOutcome.Reset);
        foreach (var connection in run.Context.Connections) connection.Reset();
        return StepOutcome.Next;
    }
}

/// <summary>For a request: never answered, or answered later.</summary>
internal sealed class StallStep(TimeSpan? time) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        if (run.Context.Http is { } http)
        {
            if (time is { } wait) http.Wait(wait);
            else http.Decide(HttpOutcome.Stall);
        }

        foreach (var connection in run.Context.Connections)
        {
            var wire = RawWire.Require(run, "stall", connection);
            wire.Stall();
            if (time is { } end) run.Scenario.Settings.Schedule(end, wire.Resume);
        }

        return StepOutcome.Next;
    }
}

internal sealed class ThrottleStep(long? bytesPerSecond) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        foreach (var connection in run.Context.Connections) RawWire.Require(run, "throttle", connection).Throttle(bytesPerSecond);
        return StepOutcome.Next;
    }
}

internal sealed class WithholdPongStep(TimeSpan? late) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        foreach (var connection in run.Context.Connections) RawWire.Require(run, "withhold-pong", connection).WithholdPong(late);
        return StepOutcome.Next;
    }
}

internal sealed class SkipPingStep(int? times) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        foreach (var connection in run.Context.Connections)
        {
            if (!connection.SkipPing(times)) throw new NotSupportedException($"skip-ping finds no heartbeat on {connection.Path}");
        }

        return StepOutcome.Next;
    }
}

internal sealed class TokenStep(Action<IScriptedConnection> lose) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        foreach (var connection in run.Context.Connections) lose(connection);
        return StepOutcome.Next;
    }
}
