using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting.Choosing;
using Harness.Mocks.Scripting.Faults;

namespace Harness.Mocks.Scripting;

/// <inheritdoc cref="IConnectionScript"/>
internal sealed class ConnectionScript : IConnectionScript
{
    private readonly ScriptSettings _settings;
    private readonly Dictionary<LoadedScenario, ConnectionState> _states = [];
    private readonly ConnectionFirings _firings;
    private readonly SendLine _line;
    private readonly RuleTimers _timers;
    private IReadOnlyList<LoadedScenario> _scenarios = [];
    private RuleTable[] _messageRules = [];
    private RuleTable[] _sentRules = [];
    private bool _listens;
    private bool _opened;
    private bool _closed;

    public ConnectionScript(IScriptedConnection connection, ScriptSettings settings, SharedParse parses, IEnumerable<LoadedScenario> scenarios)
    {
        Connection = connection;
        SessionKey = connection.SessionKey;
        Traits = ConnectionTraits.Of(connection);
        Parses = parses;
        _settings = settings;
        _firings = new ConnectionFirings(this);
        _line = new SendLine(settings);
        _timers = new RuleTimers(settings, _firings.Only);
        Choose(scenarios);
    }

    public IScriptedConnection Connection { get; }

    public string SessionKey { get; private set; }

    /// <summary>What rules know of the connection before it says anything.</summary>
    public ConnectionTraits Traits { get; private set; }

    public SharedParse Parses { get; }

    public bool SeesSent => _sentRules.Length > 0 || _timers.WatchesSilence || !_line.IsIdle;

    /// <summary>Takes the rules that can concern the connection as it is now; drops what was planned for scenarios that are gone.</summary>
    public void Choose(IEnumerable<LoadedScenario> scenarios)
    {
        var before = _scenarios;
        Traits = ConnectionTraits.Of(Connection);
        _firings.Forget();
        _scenarios = [.. scenarios.Where(loaded => loaded.Scenario.Protocol == Connection.Protocol)];
        foreach (var gone in before.Except(_scenarios))
        {
            _firings.Planned.Cancel(gone);
            _states.Remove(gone);
        }

        _messageRules = Rules(ScenarioTrigger.Message);
        _sentRules = Rules(ScenarioTrigger.Sent);
        _listens = _scenarios.Any(scenario => scenario.RulesOn(ScenarioTrigger.Message).Any(rule => rule.AllowsPath(Traits)));
        _timers.Choose([.. Rules(ScenarioTrigger.Timer).Concat(Rules(ScenarioTrigger.Idle)).SelectMany(table => table.Rules)], start: _opened && !_closed);
        if (SessionKey == Connection.SessionKey) return;
        foreach (var scenario in _scenarios) scenario.Memory.Move(SessionKey, Connection.SessionKey);
        SessionKey = Connection.SessionKey;
    }

    /// <summary>The connection's own part of a scenario's state.</summary>
    public ConnectionState State(LoadedScenario scenario)
    {
        if (_states.TryGetValue(scenario, out var state)) return state;
        return _states[scenario] = new ConnectionState();
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
        _firings.First(Rules(ScenarioTrigger.Open));
    }

    public bool OnMessage(ReadOnlyMemory<byte> payload, bool isBinary)
    {
        _timers.Stir();
        if (!_listens) return false;
        if (_firings.First(_messageRules, payload, isBinary).Any) return true;
        TellNearMiss(payload, isBinary);
        return false;
    }

    public bool OnSent(ReadOnlyMemory<byte> payload)
    {
        _timers.Stir();
        if (_line.IsIdle && (_sentRules.Length == 0 || !ConnectionFirings.MayChange(_sentRules, payload))) return false;
        var message = new ScriptedMessage(payload);
        var runs = _firings.Change(_sentRules, message);
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
        var (any, passes) = _firings.First(Rules(ScenarioTrigger.MissedPong));
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
        _firings.First(rules, JsonSerializer.SerializeToUtf8Bytes(close, ScriptJson.Default.JsonObject));
    }

    private RuleTable[] Rules(ScenarioTrigger trigger) => [.. _scenarios.Select(scenario => scenario.For(trigger, Traits)).OfType<RuleTable>()];

    private void TellNearMiss(ReadOnlyMemory<byte> payload, bool isBinary)
    {
        var subject = _firings.Take(payload, isBinary);
        if (NearestRule.Find(_scenarios, ScenarioTrigger.Message, subject) is var (rule, miss))
            _settings.Journal.NearMiss(Connection, payload, miss, rule.Scenario.IsNews(miss));
        _firings.GiveBack(subject);
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
