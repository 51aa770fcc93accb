using System.Text;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting;

namespace Harness.Benchmarks.Scripting;

/// <summary>A script engine without a server.</summary>
internal static class ScriptBench
{
    public static readonly string Path = "/data-engine/tse-ifb/live/data/websocket/symbol/isin";

    public static ScriptHost Host(string? rules = null)
    {
        var host = new ScriptHost(new ScriptSettings
        {
            Clock = TimeProvider.System,
            Seed = 7,
            Schedule = (due, action) => TimeProvider.System.CreateTimer(static state => ((Action)state!)(), action, due, Timeout.InfiniteTimeSpan),
            Journal = new DeafJournal(),
        });
        if (rules is { Length: > 0 }) host.Add(ScenarioReader.Read("bench.yaml", Encoding.UTF8.GetBytes($"version: 1\nname: bench\nprotocol: ht-tse\nrules:\n{rules}")));
        return host;
    }

    public static string Rules(int count, Func<int, string> rule) => string.Concat(Enumerable.Range(0, count).Select(rule));

    public static SilentConnection Connect(ScriptHost host, string path, int number = 1)
    {
        var connection = new SilentConnection(path, number);
        host.Attach(connection);
        connection.Script?.Opened();
        return connection;
    }

    private sealed class DeafJournal : IScriptJournal
    {
        public void Fired(IScriptedConnection? connection, Scenario scenario, ScenarioRule rule)
        {
        }

        public void Log(IScriptedConnection? connection, string text)
        {
        }

        public void NearMiss(IScriptedConnection connection, ReadOnlyMemory<byte> message, NearMiss miss, bool isNews)
        {
        }

        public void Problem(IScriptedConnection? connection, string text) => throw new InvalidOperationException(text);
    }
}
