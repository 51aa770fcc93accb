using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Scripting;

/// <summary>Where the engine reports. Texts are ready to print; <c>connection</c> is null where none is concerned.</summary>
internal interface IScriptJournal
{
    /// <summary>A rule fired.</summary>
    void Fired(IScriptedConnection? connection, Scenario scenario, ScenarioRule rule);

    /// <summary>A <c>log</c> action.</summary>
    void Log(IScriptedConnection? connection, string text);

    /// <summary>A message that no rule took though rules for messages exist: the closest rule and the first difference.</summary>
    void NearMiss(IScriptedConnection connection, ReadOnlyMemory<byte> message, string explanation);

    /// <summary>A step could not be done, or the step limit ended a rule: what, why, and in which file and line.</summary>
    void Problem(IScriptedConnection? connection, string text);
}
