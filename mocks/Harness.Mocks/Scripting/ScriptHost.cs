using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Choosing;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting;

/// <summary>
/// Every scenario of one server, and the scripts they make of its connections. Scenarios stand side by side: in each of them, by itself, the first
/// rule that matches wins. Called under the server's gate only.
/// </summary>
internal sealed class ScriptHost(ScriptSettings settings)
{
    private readonly List<LoadedScenario> _scenarios = [];
    /// <summary>What a reset comes back to, in the order it was loaded.</summary>
    private readonly List<Scenario> _lasting = [];
    private readonly HashSet<IScriptedConnection> _connections = [];
    private readonly TemplateEngine _templates = new(settings.Clock);
    private readonly SharedParse _parses = new();
    private readonly StepLimit _limit = new(settings.Clock, settings.StepsPerSecond);

    public IEnumerable<Scenario> Scenarios => _scenarios.Select(loaded => loaded.Scenario);

    /// <summary>Loads a scenario; one of the same name is replaced, in its place. Its rules take hold on open connections as well, <c>on: open</c> excepted.</summary>
    /// <param name="scenario">What to load.</param>
    /// <param name="lasting">It belongs to the start state: a reset brings it back as it was. Others are gone then.</param>
    /// <exception cref="LocatedException">A template in it is broken; nothing has changed then.</exception>
    public void Add(Scenario scenario, bool lasting = false)
    {
        var loaded = Load(scenario);
        if (lasting) Put(_lasting, scenario, one => one.Name == scenario.Name);
        if (Find(scenario.Name) is { } replaced) replaced.Runs.Cancel();
        Put(_scenarios, loaded, one => one.Scenario.Name == scenario.Name);
        RefreshAll();
    }

    /// <summary>Loads a scenario that grows while it is at work: one of the same name takes its rules, and keeps counters, state and plans.</summary>
    /// <exception cref="LocatedException">A template in it is broken; nothing has changed then.</exception>
    public void Extend(Scenario grown)
    {
        if (Find(grown.Name) is { } loaded) loaded.Take(grown);
        else Add(grown);
        RefreshAll();
    }

    /// <summary>Drops a scenario with its state and whatever it had planned. False where there is none of that name.</summary>
    /// <param name="name">The scenario's name.</param>
    /// <param name="forGood">False leaves it in the start state, to which a reset comes back.</param>
    public bool Remove(string name, bool forGood = false)
    {
        if (forGood) _lasting.RemoveAll(one => one.Name == name);
        if (Find(name) is not { } loaded) return false;
        _scenarios.Remove(loaded);
        loaded.Runs.Cancel();
        RefreshAll();
        return true;
    }

    /// <summary>Whether it belongs to the start state.</summary>
    public bool IsLasting(Scenario scenario) => _lasting.Contains(scenario);

    /// <summary>The scenario's state as it stands, or null where no scenario has that name.</summary>
    public ScenarioMemory? Memory(string name) => Find(name)?.Memory;

    /// <summary>
    /// Replaces a scenario's state: of one session, or of everybody, those included who are still to come, with whatever single connections remembered.
    /// False where no scenario has that name.
    /// </summary>
    public bool SetState(string name, JsonObject state, string? sessionKey)
    {
        if (Find(name) is not { } loaded) return false;
        loaded.Memory.Replace(state, sessionKey);
        foreach (var connection in _connections.Where(one => sessionKey is null || one.SessionKey == sessionKey)) (connection.Script as ConnectionScript)?.Forget(loaded);
        return true;
    }

    /// <summary>Drops every scenario with all it had planned.</summary>
    /// <returns>Those of the start, for the host that comes after this one.</returns>
    public IReadOnlyList<Scenario> Clear()
    {
        foreach (var name in _scenarios.Select(loaded => loaded.Scenario.Name).ToList()) Remove(name);
        return [.. _lasting];
    }

    /// <summary>Whether an undocumented server listens at a path: a <c>protocol: none</c> scenario with a rule that can concern it.</summary>
    public bool Plays(string path)
    {
        var traits = new ConnectionTraits(path, null, null);
        return _scenarios.Any(loaded => loaded.Scenario.Protocol == Scenario.NoProtocol && loaded.Rules.Any(rule => rule.AllowsPath(traits)));
    }

    /// <summary>A connection is about to be greeted: gives it its script, or null where no rule can concern it.</summary>
    public IConnectionScript? Attach(IScriptedConnection connection)
    {
        _connections.Add(connection);
        if (_scenarios.Any(loaded => loaded.Concerns(connection))) connection.Script = new ConnectionScript(connection, settings, _parses, _scenarios);
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
        var late = new ConnectionScript(connection, settings, _parses, _scenarios);
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

    private LoadedScenario? Find(string name) => _scenarios.Find(one => one.Scenario.Name == name);

    private LoadedScenario Load(Scenario scenario) => new(scenario, settings, _templates, _limit);

    private void RefreshAll()
    {
        settings.Changed?.Invoke();
        foreach (var connection in _connections) Refresh(connection);
    }

    private static void Put<T>(List<T> list, T item, Predicate<T> isSame)
    {
        var place = list.FindIndex(isSame);
        if (place < 0) list.Add(item);
        else list[place] = item;
    }
}
