using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Scripting;

/// <summary>Where the engine reports. Texts are ready to print; <c>connection</c> is null where none is concerned.</summary>
internal interface IScriptJournal
{
    /// <summary>A rule fired.</summary>
    void Fired(IScriptedConnection? connection, Scenario scenario, ScenarioRule rule);

    /// <summary>A <c>log</c> action.</summary>
    void Log(IScriptedConnection? connection, string text);

    /// <summary>A message that no rule took though rules for messages exist.</summary>
    /// <param name="connection">Where it came in.</param>
    /// <param name="message">The bytes are valid during the call only.</param>
    /// <param name="miss">The closest rule and the first difference.</param>
    /// <param name="isNews">Whether it is the first of its kind.</param>
    void NearMiss(IScriptedConnection connection, ReadOnlyMemory<byte> message, NearMiss miss, bool isNews);

    /// <summary>A step could not be done, or the step limit ended a rule: what, why, and in which file and line.</summary>
    void Problem(IScriptedConnection? connection, string text);
}
