using Harness.Wire;

namespace Harness.Conformance.Mutants.Virtuoso;

/// <summary>What is wrong with a raw client of the Virtuoso document; nothing by default.</summary>
internal sealed record VirtuosoQuirks
{
    /// <summary>Changes the path that the document names.</summary>
    public Func<string, string> Target { get; init; } = static path => path;

    /// <summary>Said once the connection is up, before the proper login.</summary>
    public Func<VirtuosoLogin, string?> First { get; init; } = static _ => null;

    /// <summary>Said once logged in, before the proper subscription.</summary>
    public string? Second { get; init; }

    /// <summary>Subscribes without waiting for the answer to its login.</summary>
    public bool IsHasty { get; init; }

    /// <summary>How often it subscribes when it comes back.</summary>
    public int SubscribesAfterLoss { get; init; } = 1;

    /// <summary>Its answer to a ping event, by the time in milliseconds since the epoch; null for none.</summary>
    public Func<long, string?> Pong { get; init; } = static now => FormattableString.Invariant($$"""{"action":"pong","timestamp":{{now}}}""");

    /// <summary>How long it takes over a pong.</summary>
    public TimeSpan PongAfter { get; init; }

    /// <summary>How long it waits before it comes back; null gives up.</summary>
    public TimeSpan? Wait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Pings, and when it has no answer in ten seconds leaves for good.</summary>
    public bool LeavesWithoutPong { get; init; }

    /// <summary>Gives up when a handshake comes to nothing.</summary>
    public bool GivesUpWhenRefused { get; init; }

    public bool AnswersPings { get; init; } = true;

    /// <summary>Does something with a ping frame.</summary>
    public Action<WireConnection> OnPing { get; init; } = static _ => { };

    /// <summary>Neither reads nor writes once it has subscribed.</summary>
    public bool FallsAsleep { get; init; }

    /// <summary>Looks at each message of data and the one before it; true ends the connection for good.</summary>
    public Func<Heard?, Heard, bool> Resents { get; init; } = static (_, _) => false;

    /// <summary>Looks at each message; true ends the connection for good.</summary>
    public Func<string, bool> IsTooMuch { get; init; } = static _ => false;
}
