using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Steps;

/// <summary>The side of the wire that the harness plays while a case runs.</summary>
internal interface IStage
{
    /// <summary>Who we are; the other party is under test.</summary>
    Party Plays { get; }

    /// <summary>Everything both sides did.</summary>
    FrameLog Frames { get; }

    /// <summary>Completes when the party under test is gone for good: a process that ended.</summary>
    Task Gone { get; }

    /// <summary>
    /// Why the party under test need not do this now, by its own words: a market that is closed. It may be asked, so that a later call knows more.
    /// Null where it owes what is expected.
    /// </summary>
    Task<string?> ExcuseAsync(IReadOnlyList<ExchangeStep> expected, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>
    /// Does our own step. Null when it is done; where our side acts by itself (a mock), it need do nothing, since the engine waits for the frame.
    /// </summary>
    /// <returns>Why it could not be done, or null.</returns>
    Task<string?> PerformAsync(ExchangeStep step, CaseBindings bindings, CancellationToken cancellationToken);

    /// <summary>Does what a <c>harness:</c> step says.</summary>
    /// <returns>Why it could not be done, or null.</returns>
    Task<string?> DoAsync(ScenarioAction action, CaseBindings bindings, CancellationToken cancellationToken);
}
