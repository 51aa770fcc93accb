using System.Text.Json;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Mocks.Scripting.Choosing;

namespace Harness.Mocks.Scripting;

/// <summary>
/// What set a rule off, as its conditions see it. Its content is parsed once, on first need, for all rules. A connection uses one for message after
/// message: set what it carries, and <see cref="Dispose"/> when it has been dealt with.
/// </summary>
internal sealed class RuleSubject : IDisposable
{
    private MatchSubject? _parsed;
    private SharedParse? _shared;
    private bool _isBorrowed;

    public required ConnectionTraits Traits { get; init; }

    public required string SessionKey { get; init; }

    /// <summary>Null for an HTTP request.</summary>
    public IScriptedConnection? Connection { get; init; }

    /// <summary>The connection's own state, by scenario; null for an HTTP request or an order.</summary>
    public Func<LoadedScenario, ConnectionState>? ConnectionState { get; init; }

    /// <summary>The message, or the request, order or close as JSON; null where the trigger carries nothing.</summary>
    public ReadOnlyMemory<byte>? Payload { get; private set; }

    public bool IsBinary { get; private set; }

    /// <summary>What <c>where</c> compares with: JSON, or a text that is none as one string; null where there is neither.</summary>
    public JsonElement? Content
    {
        get
        {
            if (IsBinary || Payload is not { } payload) return null;
            return (_parsed ??= Parse(payload)).Root;
        }
    }

    /// <summary>A trigger of a connection.</summary>
    public static RuleSubject Of(ConnectionScript script) => new()
    {
        Traits = script.Traits,
        SessionKey = script.SessionKey,
        Connection = script.Connection,
        ConnectionState = script.State,
    };

    /// <summary>A trigger without a connection.</summary>
    public static RuleSubject Of(ConnectionTraits traits, string sessionKey, ReadOnlyMemory<byte> payload) => new()
    {
        Traits = traits,
        SessionKey = sessionKey,
        Payload = payload,
    };

    /// <summary>Takes the next message, or what a rule above made of it.</summary>
    /// <param name="shared">For bytes that nobody writes to again: where others may have parsed them.</param>
    public RuleSubject With(ReadOnlyMemory<byte>? payload, bool isBinary = false, SharedParse? shared = null)
    {
        Dispose();
        (Payload, IsBinary, _shared) = (payload, isBinary, shared);
        return this;
    }

    public bool IsSubscribed(string symbol) => Connection?.IsSubscribed(symbol) ?? false;

    public SessionMemory Session(LoadedScenario scenario) => scenario.Memory.Session(SessionKey);

    public JsonElement State(LoadedScenario scenario) => (ConnectionState?.Invoke(scenario) ?? new ConnectionState()).View(scenario.Memory, Session(scenario));

    public void Dispose()
    {
        if (_isBorrowed) _shared!.GiveBack();
        else _parsed?.Dispose();
        (_parsed, _isBorrowed, Payload) = (null, false, null);
    }

    private MatchSubject Parse(ReadOnlyMemory<byte> payload)
    {
        var borrowed = _shared?.Borrow(payload);
        _isBorrowed = borrowed is not null;
        return borrowed ?? MatchSubject.Read(payload);
    }
}
