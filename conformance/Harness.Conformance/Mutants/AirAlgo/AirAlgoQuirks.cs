using Harness.Wire;

namespace Harness.Conformance.Mutants.AirAlgo;

/// <summary>What is wrong with a raw client of the AirAlgo document; nothing by default.</summary>
internal sealed record AirAlgoQuirks
{
    /// <summary>Where the token is asked for, given the key.</summary>
    public Func<string, string> TokenTarget { get; init; } = static key => $"/api/token?api_key={key}";

    /// <summary>Path and query of the socket.</summary>
    public string SocketTarget { get; init; } = "/socket/websocket";

    /// <summary>Changes whatever is sent, by its event.</summary>
    public Func<string, string, string> Say { get; init; } = static (_, text) => text;

    /// <summary>Subscribes before it joins, and again after.</summary>
    public bool SubscribesFirst { get; init; }

    /// <summary>Subscribes again and again; null once.</summary>
    public TimeSpan? SubscribesEvery { get; init; }

    /// <summary>Subscribes again after a loss.</summary>
    public bool Resubscribes { get; init; } = true;

    /// <summary>Places its orders on every connection.</summary>
    public bool RepeatsOrders { get; init; }

    /// <summary>Places its orders again whenever one is rejected.</summary>
    public bool RepeatsRejected { get; init; }

    /// <summary>Keeps the token it has, whatever is said of it.</summary>
    public bool KeepsToken { get; init; }

    public bool Heartbeats { get; init; } = true;

    /// <summary>How long it waits before it comes back, by the number of the attempt from 0; null gives up.</summary>
    public Func<int, TimeSpan?> Wait { get; init; } = static attempt => TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, attempt)));

    /// <summary>Looks at each message; true ends the connection.</summary>
    public Func<string, bool> IsTooMuch { get; init; } = static _ => false;

    /// <summary>Looks at each message of data and the one before it; true ends the connection for good.</summary>
    public Func<Heard?, Heard, bool> Resents { get; init; } = static (_, _) => false;

    /// <summary>Pings, and when it has no answer in ten seconds leaves for good.</summary>
    public bool LeavesWithoutPong { get; init; }

    /// <summary>Asks for a token again, at once and without end, when it is refused one.</summary>
    public bool BegsForTokens { get; init; }

    /// <summary>How often it sends each order.</summary>
    public int OrderCopies { get; init; } = 1;

    /// <summary>Neither reads nor writes once it has subscribed.</summary>
    public bool FallsAsleep { get; init; }

    /// <summary>Does something once a connection is up.</summary>
    public Action<WireConnection> OnOpen { get; init; } = static _ => { };
}
