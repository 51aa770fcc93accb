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
    private readonly StateValues _server = new();
    private JsonObject? _start;

    /// <summary>Shared by every peer.</summary>
    public JsonObject Server => _server.Members;

    public IReadOnlyDictionary<string, SessionMemory> Sessions => _sessions;

    /// <summary>Another number whenever any part of the state has changed.</summary>
    public long Version { get; private set; }

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
    /// <exception cref="NotSupportedException">The state would grow too large.</exception>
    public void Set(JsonObject values) => Set(_server, values, System.Text.Encoding.UTF8.GetByteCount(values.ToJsonString()));

    /// <summary>Sets members of the state of one scope.</summary>
    /// <param name="bytes">How long <paramref name="values"/> is as JSON.</param>
    /// <exception cref="NotSupportedException">The state would grow too large.</exception>
    public void Set(StateScope scope, SessionMemory session, ConnectionState connection, JsonObject values, int bytes) => Set(
        scope switch
        {
            StateScope.Server => _server,
            StateScope.Connection => connection.Own,
            _ => session.Values,
        },
        values,
        bytes);

    /// <summary>Replaces the state of one session, or everybody's: then also what new sessions start with. Counters stay.</summary>
    public void Replace(JsonObject state, string? session)
    {
        Version++;
        if (session is not null)
        {
            Session(session).Values.Replace(state);
            return;
        }

        _server.Replace(state);
        _start = [];
        foreach (var known in _sessions.Values) known.Values.Replace([]);
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

    public static void Merge(JsonObject into, JsonObject values)
    {
        foreach (var (name, value) in values) into[name] = value?.DeepClone();
    }

    private void Set(StateValues state, JsonObject values, int bytes)
    {
        state.Set(values, bytes);
        Version++;
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

    public JsonObject State => Values.Members;

    public StateValues Values { get; } = new(state);

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
