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
    private readonly PlannedRuns _runs = new();
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
        _line = new SendLine(settings);
        _timers = new RuleTimers(settings, rule => FireFirst([[rule]]));
        Choose(scenarios);
    }

    public IScriptedConnection Connection { get; }

    public string SessionKey { get; private set; }

    /// <summary>Takes the rules that can concern the connection as it is now; drops what was planned for scenarios that are gone.</summary>
    public void Choose(IEnumerable<LoadedScenario> scenarios)
    {
        var before = _scenarios;
        _scenarios = [.. scenarios.Where(loaded => loaded.Scenario.Protocol == Connection.Protocol)];
        foreach (var gone in before.Except(_scenarios)) _runs.Cancel(gone);
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

    /// <summary>Drops what was planned on the connection and its own state; what is already on its way out stays.</summary>
    public void Forget()
    {
        _runs.Cancel();
        _states.Clear();
    }

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
        FireFirst(Rules(ScenarioTrigger.Open));
    }

    public bool OnMessage(ReadOnlyMemory<byte> payload, bool isBinary)
    {
        _timers.Stir();
        if (!_listens) return false;
        using var subject = RuleSubject.Of(this, payload, isBinary);
        if (FireFirst(_messageRules, subject).Any) return true;
        if (RuleMiss.Nearest(_scenarios, ScenarioTrigger.Message, subject) is { } nearest) _settings.Journal.NearMiss(Connection, payload, nearest);
        return false;
    }

    public bool OnSent(ReadOnlyMemory<byte> payload)
    {
        _timers.Stir();
        if (_sentRules.Length == 0 && _line.IsIdle) return false;
        using var subject = RuleSubject.Of(this, payload);
        var message = new ScriptedMessage(payload);
        var runs = SentRuns(subject, message);
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
        var (any, passes) = FireFirst(Rules(ScenarioTrigger.MissedPong));
        return any && !passes;
    }

    public void Closed(int? code, string? reason, bool byClient)
    {
        if (_closed) return;
        _closed = true;
        _runs.Cancel();
        _timers.Dispose();
        _line.Dispose();
        var rules = Rules(ScenarioTrigger.Close);
        if (rules.Length == 0) return;
        var close = new JsonObject { ["code"] = code, ["reason"] = reason, ["by"] = byClient ? "client" : "server" };
        using var subject = RuleSubject.Of(this, JsonSerializer.SerializeToUtf8Bytes(close, ScriptJson.Default.JsonObject));
        FireFirst(rules, subject);
    }

    private CompiledRule[][] Rules(ScenarioTrigger trigger) =>
    [
        .. _scenarios.Select(scenario => scenario.RulesOn(trigger).Where(rule => rule.Allows(Connection)).ToArray()).Where(rules => rules.Length > 0),
    ];

    private (bool Any, bool Passes) FireFirst(CompiledRule[][] byScenario)
    {
        if (byScenario.Length == 0) return default;
        using var subject = RuleSubject.Of(this);
        return FireFirst(byScenario, subject);
    }

    /// <summary>In each scenario runs the first rule that fires, and those below it as long as they say <c>continue</c>.</summary>
    private (bool Any, bool Passes) FireFirst(CompiledRule[][] byScenario, RuleSubject subject)
    {
        var (any, passes) = (false, false);
        foreach (var rules in byScenario)
        {
            foreach (var rule in rules)
            {
                if (!rule.Fires(subject)) continue;
                any = true;
                passes |= rule.Passes;
                var run = Run(rule, subject);
                if (rule.Faults.Length > 0) Change(rule, run);
                run.Go();
                if (!rule.Rule.Continue) break;
            }
        }

        return (any, passes);
    }

    /// <summary>Lets a rule on a client's message change what <c>pass</c> hands on.</summary>
    private static void Change(CompiledRule rule, RuleRun run)
    {
        var message = new ScriptedMessage(run.Context.Payload ?? default);
        Apply(rule, message, run);
        run.Context.With(message.Payload);
        run.Context.IsDiscarded = message.IsDiscarded;
    }

    /// <summary>Lets the rules change a message on its way out. Null where no rule fired; otherwise what they do besides.</summary>
    private List<RuleRun>? SentRuns(RuleSubject subject, ScriptedMessage message)
    {
        List<RuleRun>? runs = null;
        foreach (var rules in _sentRules)
        {
            foreach (var rule in rules)
            {
                if (!rule.Fires(subject)) continue;
                var run = Run(rule, subject);
                (runs ??= []).Add(run);
                Apply(rule, message, run);
                if (rule.Faults.Length > 0) subject.Replace(message.Payload);
                if (!rule.Rule.Continue) break;
            }
        }

        return runs;
    }

    private static void Apply(CompiledRule rule, ScriptedMessage message, RuleRun run)
    {
        foreach (var fault in rule.Faults)
        {
            try
            {
                fault.Apply(message, run);
            }
            catch (Exception e)
            {
                // The message stays as it was; its connection must not suffer for a fault that does not fit it.
                run.Problem(e.Message);
            }
        }
    }

    private void Leave(ScriptedMessage message)
    {
        if (message.IsDiscarded) return;
        void Send() => message.Leave(Connection);
        if (message.Behind > 0 && message.Delay > TimeSpan.Zero) _line.SendAside(Send, message.Delay);
        else if (message.Behind > 0) _line.SendBehind(Send, message.Behind);
        else _line.Send(Send, message.Delay);
    }

    private RuleRun Run(CompiledRule rule, RuleSubject subject) => new(
        rule,
        new RunContext
        {
            Connections = [Connection],
            SessionKey = SessionKey,
            ConnectionState = State(rule.Scenario),
            Name = rule.Rule.On == ScenarioTrigger.Close ? "close" : "message",
            IsBinary = subject.IsBinary,
        }.With(subject.Payload),
        rule.Rule.On == ScenarioTrigger.Close ? rule.Scenario.Runs : _runs);
}
