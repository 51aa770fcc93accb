using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting;

/// <summary>
/// Every scenario of one server, and the scripts they make of its connections. Scenarios stand side by side: in each of them, by itself, the first
/// rule that matches wins. Called under the server's gate only.
/// </summary>
internal sealed class ScriptHost(ScriptSettings settings)
{
    private readonly List<LoadedScenario> _scenarios = [];
    private readonly HashSet<IScriptedConnection> _connections = [];
    private readonly TemplateEngine _templates = new(settings.Clock);
    private readonly StepLimit _limit = new(settings.Clock, settings.StepsPerSecond);

    public IEnumerable<Scenario> Scenarios => _scenarios.Select(loaded => loaded.Scenario);

    /// <summary>Loads a scenario; one of the same name is replaced. Its rules take hold on open connections as well, <c>on: open</c> excepted.</summary>
    /// <exception cref="LocatedException">A template in it is broken; nothing has changed then.</exception>
    public void Add(Scenario scenario)
    {
        var loaded = new LoadedScenario(scenario, settings, _templates, _limit);
        Remove(scenario.Name);
        _scenarios.Add(loaded);
        foreach (var connection in _connections) Refresh(connection);
    }

    /// <summary>Drops a scenario with its state and whatever it had planned. False where there is none of that name.</summary>
    public bool Remove(string name)
    {
        var loaded = _scenarios.Find(one => one.Scenario.Name == name);
        if (loaded is null) return false;
        _scenarios.Remove(loaded);
        loaded.Runs.Cancel();
        foreach (var connection in _connections) Refresh(connection);
        return true;
    }

    /// <summary>The scenario's state as it stands, or null where no scenario has that name.</summary>
    public ScenarioMemory? Memory(string name) => _scenarios.Find(one => one.Scenario.Name == name)?.Memory;

    /// <summary>Forgets every state, counter and plan; the scenarios stay, and chance starts again from the seed.</summary>
    public void Reset()
    {
        foreach (var loaded in _scenarios)
        {
            loaded.Runs.Cancel();
            loaded.Reset();
        }

        foreach (var connection in _connections) (connection.Script as ConnectionScript)?.Forget();
    }

    /// <summary>Whether an undocumented server listens at a path: a <c>protocol: none</c> scenario with a rule that can concern it.</summary>
    public bool Plays(string path) =>
        _scenarios.Any(loaded => loaded.Scenario.Protocol == Scenario.NoProtocol && loaded.Rules.Any(rule => rule.AllowsPath(path)));

    /// <summary>A connection is about to be greeted: gives it its script, or null where no rule can concern it.</summary>
    public IConnectionScript? Attach(IScriptedConnection connection)
    {
        _connections.Add(connection);
        if (_scenarios.Any(loaded => loaded.Concerns(connection))) connection.Script = new ConnectionScript(connection, settings, _scenarios);
        return connection.Script;
    }

    /// <summary>The connection is over; call it after <see cref="IConnectionScript.Closed"/>.</summary>
    public void Detach(IScriptedConnection connection)
    {
        _connections.Remove(connection);
        connection.Script = null;
    }

    /// <summary>Looks again at which rules can concern a connection: call it when its client id, session or number has changed.</summary>
    public void Refresh(IScriptedConnection connection)
    {
        if (connection.Script is ConnectionScript script)
        {
            script.Choose(_scenarios);
            return;
        }

        if (!_scenarios.Any(loaded => loaded.Concerns(connection))) return;
        var late = new ConnectionScript(connection, settings, _scenarios);
        connection.Script = late;
        late.Join();
    }

    /// <summary>An HTTP request has come, upgrades included, and is not answered yet.</summary>
    public HttpVerdict OnHttp(HttpFacts facts) => _scenarios.Count == 0 ? HttpVerdict.Pass : HttpTriggers.Decide(_scenarios, facts);

    /// <summary>Whether orders of a protocol are to wait for <see cref="OnOrder"/> before the book sees them.</summary>
    public bool AwaitsOrders(string protocol) =>
        _scenarios.Any(loaded => loaded.Scenario.Protocol == protocol && loaded.RulesOn(ScenarioTrigger.Order).Length > 0);

    /// <summary>An order was placed and waits. True: a rule took it; false: the built-in behaviour decides about it.</summary>
    public bool OnOrder(OrderFacts order) => OrderTriggers.Run(_scenarios, order);
}
