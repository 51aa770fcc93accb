using System.Text;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>A script engine with a manual clock and no server: what happens is written down, one line each, with the virtual time.</summary>
internal sealed class ScriptStage : IScriptJournal
{
    private readonly DateTimeOffset _start = new(2025, 11, 15, 8, 0, 0, TimeSpan.Zero);

    public ScriptStage(params string[] rules)
    {
        Clock = new ManualClock(_start);
        Orders = new StagedOrders(this);
        Host = new ScriptHost(new ScriptSettings
        {
            Clock = Clock,
            Seed = 7,
            Schedule = (due, action) => Clock.CreateTimer(static state => ((Action)state!)(), action, due, Timeout.InfiniteTimeSpan),
            Journal = this,
            Orders = Orders,
        });
        foreach (var text in rules) Host.Add(Scenario(text), lasting: true);
    }

    public ManualClock Clock { get; }

    public ScriptHost Host { get; }

    public StagedOrders Orders { get; }

    /// <summary>Everything that happened, such as <c>3000 c1 close 1008 expired token</c>.</summary>
    public List<string> Lines { get; } = [];

    public List<string> NearMisses { get; } = [];

    /// <summary>Those of a kind that was not there before.</summary>
    public List<string> NewMisses { get; } = [];

    public List<string> Problems { get; } = [];

    public List<string> Logs { get; } = [];

    public HashSet<ScenarioRule> Fired { get; } = [];

    /// <summary>A whole file, or only the rules of one for ht-tse.</summary>
    public static Scenario Scenario(string text) => ScenarioReader.Read(
        "test.yaml",
        Encoding.UTF8.GetBytes(text.StartsWith("version", StringComparison.Ordinal) ? text : $"version: 1\nname: test\nprotocol: ht-tse\nrules:\n{text}"));

    /// <summary>Brings a connection up: attached, greeted, opened.</summary>
    public StagedConnection Connect(int number = 1, string session = "demo", string path = "/stream", string? clientId = null, string protocol = "ht-tse", string? greeting = null)
    {
        var connection = new StagedConnection(this, $"c{number}") { Number = number, SessionKey = session, Path = path, ClientId = clientId, Protocol = protocol };
        Host.Attach(connection);
        if (greeting is not null) connection.BuiltIn(greeting);
        connection.Script?.Opened();
        return connection;
    }

    public void Write(string line) => Lines.Add($"{(Clock.GetUtcNow() - _start).TotalMilliseconds:0} {line}");

    public void Advance(double milliseconds) => Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    void IScriptJournal.Fired(IScriptedConnection? connection, Scenario scenario, ScenarioRule rule) => Fired.Add(rule);

    void IScriptJournal.Log(IScriptedConnection? connection, string text) => Logs.Add(text);

    void IScriptJournal.NearMiss(IScriptedConnection connection, ReadOnlyMemory<byte> message, NearMiss miss, bool isNews)
    {
        NearMisses.Add(miss.Text);
        if (isNews) NewMisses.Add(miss.Text);
    }

    void IScriptJournal.Problem(IScriptedConnection? connection, string text) => Problems.Add(text);
}
