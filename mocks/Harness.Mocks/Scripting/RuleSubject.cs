using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios.Matching;

namespace Harness.Mocks.Scripting;

/// <summary>What set a rule off, as its conditions see it. Its content is parsed once, on first need, for all rules.</summary>
internal sealed class RuleSubject : IDisposable
{
    private MatchSubject? _parsed;

    public required string Path { get; init; }

    public required string SessionKey { get; init; }

    public string? ClientId { get; init; }

    public int? Number { get; init; }

    /// <summary>Null for an HTTP request.</summary>
    public IScriptedConnection? Connection { get; init; }

    /// <summary>The connection's own state, by scenario; null for an HTTP request or an order.</summary>
    public Func<LoadedScenario, JsonObject>? ConnectionState { get; init; }

    /// <summary>The message, or the request, order or close as JSON; null where the trigger carries nothing.</summary>
    public ReadOnlyMemory<byte>? Payload { get; private set; }

    public bool IsBinary { get; init; }

    /// <summary>What <c>where</c> compares with: JSON, or a text that is none as one string; null where there is neither.</summary>
    public JsonElement? Content
    {
        get
        {
            if (IsBinary || Payload is not { } payload) return null;
            _parsed ??= MatchSubject.Read(payload);
            return _parsed.Value.Root;
        }
    }

    /// <summary>A trigger of a connection.</summary>
    public static RuleSubject Of(ConnectionScript script, ReadOnlyMemory<byte>? payload = null, bool isBinary = false) => new()
    {
        Path = script.Connection.Path,
        SessionKey = script.SessionKey,
        ClientId = script.Connection.ClientId,
        Number = script.Connection.Number,
        Connection = script.Connection,
        ConnectionState = script.State,
        Payload = payload,
        IsBinary = isBinary,
    };

    /// <summary>A trigger without a connection.</summary>
    public static RuleSubject Of(string path, string sessionKey, string? clientId, int? number, ReadOnlyMemory<byte> payload) => new()
    {
        Path = path,
        SessionKey = sessionKey,
        ClientId = clientId,
        Number = number,
        Payload = payload,
    };

    /// <summary>The message has been changed by a rule above.</summary>
    public void Replace(ReadOnlyMemory<byte> payload)
    {
        _parsed?.Dispose();
        _parsed = null;
        Payload = payload;
    }

    public bool IsSubscribed(string symbol) => Connection?.IsSubscribed(symbol) ?? false;

    public SessionMemory Session(LoadedScenario scenario) => scenario.Memory.Session(SessionKey);

    public JsonObject State(LoadedScenario scenario) => scenario.Memory.View(Session(scenario), ConnectionState?.Invoke(scenario));

    public void Dispose() => _parsed?.Dispose();
}
