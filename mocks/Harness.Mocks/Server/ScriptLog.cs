using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Server;

/// <summary>What the scenario engine reports, as lines of the server's log.</summary>
/// <param name="log">Takes level, connection and text.</param>
/// <param name="redactor">Takes the secrets out of what a message shows.</param>
internal sealed class ScriptLog(Action<MockLogLevel, string?, string> log, Redactor redactor) : IScriptJournal
{
    public void Fired(IScriptedConnection? connection, Scenario scenario, ScenarioRule rule) =>
        log(MockLogLevel.Info, Id(connection), $"scenario '{scenario.Name}': {rule.On.ToString().ToLowerInvariant()} rule in {(rule.At.File is { } file ? $"{file}:" : "line ")}{rule.At.Line} fired");

    public void Log(IScriptedConnection? connection, string text) => log(MockLogLevel.Notice, Id(connection), text);

    /// <summary>Each goes beside its message in the journal; the log has one of a kind.</summary>
    public void NearMiss(IScriptedConnection connection, ReadOnlyMemory<byte> message, NearMiss miss, bool isNews)
    {
        (connection as ScriptPort)?.Note(miss);
        if (isNews) log(MockLogLevel.Notice, Id(connection), $"no rule took a message: {Safe(connection, message, miss).Text}");
    }

    public void Problem(IScriptedConnection? connection, string text) => log(MockLogLevel.Notice, Id(connection), text);

    private NearMiss Safe(IScriptedConnection connection, ReadOnlyMemory<byte> message, NearMiss miss)
    {
        var frame = new Frame { T = 0, Connection = connection.Number, Index = 0, From = Party.Client, Kind = FrameKind.Text, Payload = message };
        var safe = redactor.Redact(frame, connection.Protocol);
        return safe == frame ? miss : miss.Without(safe.Payload);
    }

    private static string? Id(IScriptedConnection? connection) => (connection as ScriptPort)?.Id;
}
