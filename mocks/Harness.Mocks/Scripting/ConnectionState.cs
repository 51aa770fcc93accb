using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harness.Mocks.Scripting;

/// <summary>A connection's own part of a scenario's state, and all of the state as it sees it, kept until something in it changes.</summary>
internal sealed class ConnectionState
{
    private JsonElement _view;
    private SessionMemory? _session;
    private long _version = -1;

    public StateValues Own { get; } = new();

    /// <summary>The connection's state over its session's over the server's.</summary>
    public JsonElement View(ScenarioMemory memory, SessionMemory session)
    {
        if (_version == memory.Version && _session == session) return _view;
        _view = JsonSerializer.SerializeToElement(memory.View(session, Own.Members), ScriptJson.Default.JsonObject);
        (_version, _session) = (memory.Version, session);
        return _view;
    }
}
