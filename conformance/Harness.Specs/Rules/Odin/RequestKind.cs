namespace Harness.Specs.Rules.Odin;

/// <summary>What a client asks for.</summary>
internal enum RequestKind
{
    /// <summary>An action that there is none of.</summary>
    Unknown,

    /// <summary>No JSON.</summary>
    Malformed,

    /// <summary>JSON that is no request, or one with parameters of another kind: the document does not say what it brings.</summary>
    Odd,
    Subscribe,
    Unsubscribe,
    GetSubscriptions,
    MarketStatus,
    Ping,
}
