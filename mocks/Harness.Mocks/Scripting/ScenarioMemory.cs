using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;

namespace Harness.Mocks.Scripting;

/// <summary>A scenario's state and counters: the server's and, bounded, each session's. They outlive connections.</summary>
internal sealed class ScenarioMemory(Scenario scenario, int limit)
{
    private readonly Dictionary<string, SessionMemory> _sessions = [];
    private readonly Queue<string> _oldest = new();
    private JsonObject? _start;

    /// <summary>Shared by every peer.</summary>
    public JsonObject Server { get; private set; } = [];

    public IReadOnlyDictionary<string, SessionMemory> Sessions => _sessions;

    public SessionMemory Session(string key)
    {
        if (_sessions.TryGetValue(key, out var known)) return known;
        var session = new SessionMemory(Start());
        _sessions.Add(key, session);
        _oldest.Enqueue(key);
        while (_sessions.Count > limit) _sessions.Remove(_oldest.Dequeue());
        return session;
    }

    /// <summary>A peer that logged in turns out to be somebody: what was remembered under its first key is now theirs, unless they are known already.</summary>
    public void Move(string from, string to)
    {
        if (!_sessions.TryGetValue(from, out var session) || _sessions.ContainsKey(to)) return;
        _sessions.Remove(from);
        _sessions.Add(to, session);
        _oldest.Enqueue(to);
    }

    /// <summary>Sets members of the server's state.</summary>
    public void Set(JsonObject values) => Merge(Server, values);

    /// <summary>Replaces the state of one session, or everybody's: then also what new sessions start with. Counters stay.</summary>
    public void Replace(JsonObject state, string? session)
    {
        if (session is not null)
        {
            Session(session).Replace(state);
            return;
        }

        Server = state.DeepClone().AsObject();
        _start = [];
        foreach (var known in _sessions.Values) known.Replace([]);
    }

    /// <summary>State as a rule would see it on a session's next connection; without a session, on that of a peer who is new.</summary>
    public JsonObject View(string? session) => View(session is not null && _sessions.TryGetValue(session, out var known) ? known : new SessionMemory(Start()), null);

    /// <summary>State as rules and templates see it: the connection's over the session's over the server's.</summary>
    public JsonObject View(SessionMemory session, JsonObject? connection)
    {
        var view = new JsonObject();
        Merge(view, Server);
        Merge(view, session.State);
        if (connection is not null) Merge(view, connection);
        return view;
    }

    public JsonObject Scope(StateScope scope, SessionMemory session, JsonObject connection) => scope switch
    {
        StateScope.Server => Server,
        StateScope.Connection => connection,
        _ => session.State,
    };

    public static void Merge(JsonObject into, JsonObject values)
    {
        foreach (var (name, value) in values) into[name] = value?.DeepClone();
    }

    private JsonObject Start()
    {
        if (_start is not null) return _start.DeepClone().AsObject();
        var reader = new Utf8JsonReader(scenario.State.Span);
        return JsonNode.Parse(ref reader)!.AsObject();
    }
}

/// <summary>What a scenario remembers of one session.</summary>
internal sealed class SessionMemory(JsonObject state)
{
    private readonly Dictionary<int, RuleCount> _counts = [];

    public JsonObject State { get; private set; } = state;

    public void Replace(JsonObject values) => State = values.DeepClone().AsObject();

    /// <summary>The counters of a rule, by its index in the scenario.</summary>
    public RuleCount Count(int rule)
    {
        if (_counts.TryGetValue(rule, out var count)) return count;
        return _counts[rule] = new RuleCount();
    }
}

/// <summary>How often a rule's conditions held, and how often it then fired.</summary>
internal sealed class RuleCount
{
    public long Matches { get; set; }

    public long Fired { get; set; }
}
