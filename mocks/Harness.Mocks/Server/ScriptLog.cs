using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Server;

/// <summary>What the scenario engine reports, as lines of the server's log.</summary>
internal sealed class ScriptLog(Action<MockLogLevel, string?, string> log) : IScriptJournal
{
    public void Fired(IScriptedConnection? connection, Scenario scenario, ScenarioRule rule) =>
        log(MockLogLevel.Info, Id(connection), $"scenario '{scenario.Name}': {rule.On.ToString().ToLowerInvariant()} rule in line {rule.At.Line} fired");

    public void Log(IScriptedConnection? connection, string text) => log(MockLogLevel.Notice, Id(connection), text);

    public void NearMiss(IScriptedConnection connection, ReadOnlyMemory<byte> message, string explanation) =>
        log(MockLogLevel.Notice, Id(connection), $"no rule took a message: {explanation}");

    public void Problem(IScriptedConnection? connection, string text) => log(MockLogLevel.Notice, Id(connection), text);

    private static string? Id(IScriptedConnection? connection) => (connection as ScriptPort)?.Id;
}
