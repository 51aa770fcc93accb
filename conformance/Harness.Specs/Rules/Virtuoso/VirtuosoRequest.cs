using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Something that a client said and that a server answers.</summary>
internal sealed class VirtuosoRequest
{
    public required Frame Frame { get; init; }

    public required RequestKind Kind { get; init; }

    public required RequestFault Fault { get; init; }

    /// <summary>Whether the connection had authenticated when it was said.</summary>
    public required bool IsAuthenticated { get; init; }

    /// <summary>An authentication was on its way that had not been answered.</summary>
    public required bool IsAuthenticating { get; init; }

    public IReadOnlyList<string> Channels { get; init; } = [];

    public bool HasParams { get; init; }

    /// <summary>Every channel with every symbol.</summary>
    public IReadOnlyList<SubscriptionKey> Keys { get; init; } = [];

    /// <summary>All of <see cref="Keys"/> were subscribed when it was said.</summary>
    public bool WasSubscribed { get; set; }

    public string? Type { get; init; }

    public decimal? Depth { get; init; }
}

internal enum RequestKind
{
    Authenticate,
    Subscribe,
    Unsubscribe,
    Ping,

    /// <summary>No JSON object, or no known action.</summary>
    Unknown,
}

/// <summary>What is surely wrong with a request; whether a market exists is the server's to know.</summary>
internal enum RequestFault
{
    None,

    /// <summary>No JSON object, no action, an unknown action, or an authenticate message without what belongs into it.</summary>
    Malformed,

    /// <summary>No channels, or none that exists.</summary>
    BadChannels,

    /// <summary>Some channels exist and some do not.</summary>
    SomeBadChannels,

    /// <summary>params that are missing or of another kind.</summary>
    BadParams,

    /// <summary>A symbol that is blank.</summary>
    BadSymbol,
}
