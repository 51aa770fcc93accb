using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting.Faults;

namespace Harness.Mocks.Scripting;

/// <inheritdoc cref="IConnectionScript"/>
internal sealed class ConnectionScript : IConnectionScript
{
    private readonly ScriptSettings _settings;
    private readonly Dictionary<LoadedScenario, JsonObject> _states = [];
    private readonly ConnectionFirings _firings;
    private readonly SendLine _line;
    private readonly RuleTimers _timers;
    private IReadOnlyList<LoadedScenario> _scenarios = [];
    private CompiledRule[][] _messageRules = [];
    private CompiledRule[][] _sentRules = [];
    private bool _listens;
    private bool _opened;
    private bool _closed;

    public ConnectionScript(IScriptedConnection connection, ScriptSettings settings, IEnumerable<LoadedScenario> scenarios)
    {
        Connection = connection;
        SessionKey = connection.SessionKey;
        _settings = settings;
        _firings = new ConnectionFirings(this);
        _line = new SendLine(settings);
        _timers = new RuleTimers(settings, rule => Fire([[rule]]));
        Choose(scenarios);
    }

    public IScriptedConnection Connection { get; }

    public string SessionKey { get; private set; }

    /// <summary>Takes the rules that can concern the connection as it is now; drops what was planned for scenarios that are gone.</summary>
    public void Choose(IEnumerable<LoadedScenario> scenarios)
    {
        var before = _scenarios;
        _scenarios = [.. scenarios.Where(loaded => loaded.Scenario.Protocol == Connection.Protocol)];
        foreach (var gone in before.Except(_scenarios)) _firings.Planned.Cancel(gone);
        _messageRules = Rules(ScenarioTrigger.Message);
        _sentRules = Rules(ScenarioTrigger.Sent);
        _listens = _scenarios.Any(scenario => scenario.RulesOn(ScenarioTrigger.Message).Any(rule => rule.AllowsPath(Connection.Path)));
        _timers.Choose([.. Rules(ScenarioTrigger.Timer).Concat(Rules(ScenarioTrigger.Idle)).SelectMany(rules => rules)], start: _opened && !_closed);
        if (SessionKey == Connection.SessionKey) return;
        foreach (var scenario in _scenarios) scenario.Memory.Move(SessionKey, Connection.SessionKey);
        SessionKey = Connection.SessionKey;
    }

    /// <summary>The connection's own part of a scenario's state.</summary>
    public JsonObject State(LoadedScenario scenario)
    {
        if (_states.TryGetValue(scenario, out var state)) return state;
        return _states[scenario] = [];
    }

    /// <summary>Drops the connection's own part of a scenario's state.</summary>
    public void Forget(LoadedScenario scenario) => _states.Remove(scenario);

    /// <summary>Sends for a scenario, behind whatever is delayed.</summary>
    public void Send(ReadOnlyMemory<byte> payload, bool isBinary)
    {
        _timers.Stir();
        _line.Send(isBinary ? () => Connection.SendBinary(payload) : () => Connection.Send(payload));
    }

    /// <summary>Closes for a scenario, behind whatever is delayed.</summary>
    public void Close(int? code, string? reason) => _line.Send(() => Connection.Close(code, reason));

    /// <summary>The connection was open before any rule could concern it: timers start now, and <c>open</c> has passed.</summary>
    public void Join()
    {
        _opened = true;
        _timers.Start();
    }

    public void Opened()
    {
        Join();
        Fire(Rules(ScenarioTrigger.Open));
    }

    public bool OnMessage(ReadOnlyMemory<byte> payload, bool isBinary)
    {
        _timers.Stir();
        if (!_listens) return false;
        using var subject = RuleSubject.Of(this, payload, isBinary);
        if (_firings.First(_messageRules, subject).Any) return true;
        if (RuleMiss.Nearest(_scenarios, ScenarioTrigger.Message, subject) is { } nearest) _settings.Journal.NearMiss(Connection, payload, nearest);
        return false;
    }

    public bool OnSent(ReadOnlyMemory<byte> payload)
    {
        _timers.Stir();
        if (_sentRules.Length == 0 && _line.IsIdle) return false;
        using var subject = RuleSubject.Of(this, payload);
        var message = new ScriptedMessage(payload);
        var runs = _firings.Change(_sentRules, subject, message);
        if (runs is null && _line.IsIdle) return false;
        Leave(message);
        foreach (var run in runs ?? []) run.Go();
        return true;
    }

    public bool OnClosing(int? code, string? reason)
    {
        if (_line.IsEmpty) return false;
        Close(code, reason);
        return true;
    }

    public bool OnMissedPong()
    {
        var (any, passes) = Fire(Rules(ScenarioTrigger.MissedPong));
        return any && !passes;
    }

    public void Closed(int? code, string? reason, bool byClient)
    {
        if (_closed) return;
        _closed = true;
        _firings.Planned.Cancel();
        _timers.Dispose();
        _line.Dispose();
        var rules = Rules(ScenarioTrigger.Close);
        if (rules.Length == 0) return;
        var close = new JsonObject { ["code"] = code, ["reason"] = reason, ["by"] = byClient ? "client" : "server" };
        using var subject = RuleSubject.Of(this, JsonSerializer.SerializeToUtf8Bytes(close, ScriptJson.Default.JsonObject));
        _firings.First(rules, subject);
    }

    private CompiledRule[][] Rules(ScenarioTrigger trigger) =>
    [
        .. _scenarios.Select(scenario => scenario.RulesOn(trigger).Where(rule => rule.Allows(Connection)).ToArray()).Where(rules => rules.Length > 0),
    ];

    private (bool Any, bool Passes) Fire(CompiledRule[][] byScenario)
    {
        if (byScenario.Length == 0) return default;
        using var subject = RuleSubject.Of(this);
        return _firings.First(byScenario, subject);
    }

    private void Leave(ScriptedMessage message)
    {
        if (message.IsDiscarded) return;
        void Send() => message.Leave(Connection);
        if (message.Behind > 0 && message.Delay > TimeSpan.Zero) _line.SendAside(Send, message.Delay);
        else if (message.Behind > 0) _line.SendBehind(Send, message.Behind);
        else _line.Send(Send, message.Delay);
    }
}
