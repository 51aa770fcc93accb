using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;

namespace Harness.Mocks.Server;

/// <summary>The scenarios of a running server, by name. Those of the start are the options' and whatever was added as lasting since.</summary>
public sealed class MockScenarios
{
    private readonly MockHost _host;

    internal MockScenarios(MockHost host) => _host = host;

    /// <summary>Those that are loaded, in the order they are tried.</summary>
    public IReadOnlyList<Scenario> All => World.Enter(() => World.Scripts.Scenarios.ToList());

    /// <summary>Reads a file as this server would play it: what it invented beyond the catalogue (<see cref="MockServerOptions.Instruments"/>) can be named.</summary>
    /// <exception cref="LocatedException">The file cannot be read or is no scenario; holds every error.</exception>
    public Scenario Read(string path) => ScenarioReader.Load(path, _host.InstrumentsOf);

    /// <summary>Loads a scenario; one of the same name is replaced. Its rules take hold on open connections as well, <c>on: open</c> excepted.</summary>
    /// <param name="scenario">What to load.</param>
    /// <param name="lasting">True makes it part of the start state, as if the server had been started with it; others are gone after a reset.</param>
    /// <exception cref="LocatedException">A template in it is broken; nothing has changed then.</exception>
    public void Add(Scenario scenario, bool lasting = false) => World.Enter(() => World.Scripts.Add(scenario, lasting));

    /// <summary>Drops a scenario with its state and whatever it had planned.</summary>
    /// <param name="name">The scenario's own name, not its file's.</param>
    /// <param name="forGood">True takes it out of the start state as well; otherwise a reset brings one of the start back.</param>
    /// <returns>False where none is loaded by that name.</returns>
    public bool Remove(string name, bool forGood = false) => World.Enter(() => World.Scripts.Remove(name, forGood));

    /// <summary>Whether a reset brings this very scenario back.</summary>
    public bool IsLasting(Scenario scenario) => World.Enter(() => World.Scripts.IsLasting(scenario));

    /// <summary>The state that a rule would see: of a session of this server's journal, or of a peer who is new.</summary>
    /// <returns>Null where no scenario has that name.</returns>
    /// <exception cref="ArgumentException">The journal knows no such session.</exception>
    public JsonObject? State(string name, string? session = null)
    {
        var key = Key(session);
        return World.Enter(() => World.Scripts.Memory(name)?.View(key));
    }

    /// <summary>Replaces the state of one session, or of everybody, those included who are still to come.</summary>
    /// <returns>False where no scenario has that name.</returns>
    /// <exception cref="ArgumentException">The journal knows no such session.</exception>
    public bool SetState(string name, JsonObject state, string? session = null)
    {
        var key = Key(session);
        return World.Enter(() => World.Scripts.SetState(name, state, key));
    }

    private World World => _host.World;

    private string? Key(string? session) => session is null
        ? null
        : World.Journal.Find(session)?.Key.Word ?? throw new ArgumentException($"no session is called '{session}'", nameof(session));
}
