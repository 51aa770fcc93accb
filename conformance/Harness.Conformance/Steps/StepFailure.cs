using Harness.Fixtures.Cases;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Steps;

/// <summary>Why a case did not reach its end.</summary>
/// <param name="Step">The step it stopped at.</param>
/// <param name="Cause">What that means.</param>
internal sealed record StepFailure(CaseStep Step, StepCause Cause, string Message, string Expected, string Actual, FrameRef? Frame = null)
{
    /// <summary>How long the step was waited for; null where it was not time that ran out.</summary>
    public TimeSpan? Waited { get; init; }
}

internal enum StepCause
{
    /// <summary>The party under test did not do its part: judged at the case's level.</summary>
    Missing,

    /// <summary>The party under test did what it must not.</summary>
    Forbidden,

    /// <summary>What has to come first never came: its connection, or our own stimulus.</summary>
    Prerequisite,

    /// <summary>The case's whole time ran out.</summary>
    OutOfTime,
}
