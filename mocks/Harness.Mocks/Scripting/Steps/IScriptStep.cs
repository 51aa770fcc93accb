namespace Harness.Mocks.Scripting.Steps;

/// <summary>One step of a rule, compiled.</summary>
internal interface IScriptStep
{
    /// <summary>Does it, and says how the firing goes on.</summary>
    /// <exception cref="NotSupportedException">It cannot be done here; the message says why.</exception>
    StepOutcome Run(RuleRun run);
}

/// <summary>How a firing goes on: with the next step, the same one again, or another rule's first; after a wait.</summary>
internal readonly record struct StepOutcome(TimeSpan Wait, bool Again = false, CompiledRule? Jump = null)
{
    public static StepOutcome Next => default;
}
