using Harness.Wire;

namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>What is wrong with a raw client of the HedgeTech documents; nothing by default.</summary>
internal sealed record TseQuirks
{
    /// <summary>How the token is asked for: method, content type, body.</summary>
    public Func<string, string, (string Method, string ContentType, string Body)> Login { get; init; } = static (user, password) =>
        ("POST", "application/x-www-form-urlencoded", $"username={user}&password={password}");

    /// <summary>What stands in the Authorization header; null leaves it out.</summary>
    public Func<string, string?> Authorization { get; init; } = static token => token;

    /// <summary>Changes the path and query that the document asks for.</summary>
    public Func<string, string> Target { get; init; } = static target => target;

    /// <summary>What it asks for when it comes back.</summary>
    public Func<string, string>? TargetAfterLoss { get; init; }

    /// <summary>Headers of the handshake that replace the standard ones; null leaves one out.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Headers { get; init; } = [];

    /// <summary>How long it waits before it comes back, by the number of the attempt from 0; null gives up.</summary>
    public Func<int, TimeSpan?> Wait { get; init; } = static attempt => TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, attempt)));

    /// <summary>How many connections it opens after a loss.</summary>
    public int ConnectionsAfterLoss { get; init; } = 1;

    /// <summary>Pings, and when it has no answer in ten seconds leaves for good.</summary>
    public bool LeavesWithoutPong { get; init; }

    /// <summary>Asks for a token again, at once and without end, when it is refused one.</summary>
    public bool BegsForTokens { get; init; }

    /// <summary>Lets its waits grow for ever, whatever data came in between.</summary>
    public bool NeverStartsAnew { get; init; }

    /// <summary>Looks at each message of data and the one before it; true ends the connection for good.</summary>
    public Func<Heard?, Heard, bool> Resents { get; init; } = static (_, _) => false;

    public bool AnswersPings { get; init; } = true;

    /// <summary>Does something once a connection is up.</summary>
    public Action<WireConnection> OnOpen { get; init; } = static _ => { };

    /// <summary>Answers a ping in its own way.</summary>
    public Action<WireConnection, ReadOnlyMemory<byte>> OnPing { get; init; } = static (_, _) => { };

    /// <summary>Looks at each message; true ends the connection.</summary>
    public Func<string, bool> IsTooMuch { get; init; } = static _ => false;

    /// <summary>Reads on whatever comes, broken frames included, and says nothing.</summary>
    public bool ReadsAnything { get; init; }

    /// <summary>Keeps the token it has, whatever has become of it.</summary>
    public bool KeepsToken { get; init; }
}
