namespace Harness.Mocks.Scripting;

/// <summary>What a firing works on, from its trigger to its last step.</summary>
internal sealed class RunContext
{
    private bool _kept;

    /// <summary>What sends, closes and cuts act on: the rule's connection; for an order, those that hear about it.</summary>
    public IReadOnlyList<IScriptedConnection> Connections { get; init; } = [];

    public required string SessionKey { get; init; }

    /// <summary>State in the scope of one connection.</summary>
    public ConnectionState ConnectionState { get; init; } = new();

    /// <summary>What templates call the payload: <c>message</c>, <c>order</c>, <c>request</c> or <c>close</c>.</summary>
    public string Name { get; init; } = "message";

    /// <summary>Whether the payload is something the client said, which <c>pass</c> can hand on.</summary>
    public bool IsMessage => Name == "message";

    /// <summary>What set the rule off; null where the trigger carries nothing.</summary>
    public ReadOnlyMemory<byte>? Payload { get; private set; }

    public bool IsBinary { get; init; }

    /// <summary>The message is to be ignored: <c>pass</c> hands nothing on.</summary>
    public bool IsDiscarded { get; set; }

    /// <summary>The order that set the rule off.</summary>
    public string? OrderId { get; init; }

    /// <summary>For a request: collects what is to happen to it.</summary>
    public HttpVerdictBuilder? Http { get; init; }

    public IScriptedConnection? First => Connections.Count > 0 ? Connections[0] : null;

    public RunContext With(ReadOnlyMemory<byte>? payload)
    {
        Payload = payload;
        return this;
    }

    /// <summary>Makes the payload the firing's own: the caller's bytes end with its call.</summary>
    public void Keep()
    {
        if (_kept) return;
        _kept = true;
        if (Payload is { } payload) Payload = payload.ToArray();
    }
}
