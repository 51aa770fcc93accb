using System.Text.Json;
using Harness.Wire;

namespace Harness.Conformance.Mutants.Odin;

/// <summary>What is wrong with a raw client of Odin Streamer; nothing by default.</summary>
internal sealed record OdinQuirks
{
    /// <summary>What it sends to subscribe, by the symbols and whether it has lost a connection before; nothing where empty.</summary>
    public Func<IReadOnlyList<string>, bool, IReadOnlyList<string>> Subscribe { get; init; } = static (symbols, _) => [Request("subscribe", symbols)];

    /// <summary>Changes the path and query that the document asks for.</summary>
    public Func<string, string> Target { get; init; } = static target => target;

    /// <summary>Changes it for the connections after the first.</summary>
    public Func<string, string> TargetAfterLoss { get; init; } = static target => target;

    /// <summary>How long it waits before it comes back; null gives up. The document's samples wait five seconds.</summary>
    public TimeSpan? Wait { get; init; } = TimeSpan.FromSeconds(5);

    public bool AnswersPings { get; init; } = true;

    /// <summary>Does something with a ping.</summary>
    public Action<WireConnection, ReadOnlyMemory<byte>> OnPing { get; init; } = static (_, _) => { };

    /// <summary>Looks at each message; true ends the connection for good.</summary>
    public Func<string, bool> IsTooMuch { get; init; } = static _ => false;

    /// <summary>Looks at each message of data and the one before it; true ends the connection for good.</summary>
    public Func<Heard?, Heard, bool> Resents { get; init; } = static (_, _) => false;

    /// <summary>Pings, and when it has no answer in ten seconds leaves for good.</summary>
    public bool LeavesWithoutPong { get; init; }

    /// <summary>Gives up when a handshake comes to nothing.</summary>
    public bool GivesUpWhenRefused { get; init; }

    /// <summary>Neither reads nor writes once it has subscribed and was greeted.</summary>
    public bool FallsAsleep { get; init; }

    public static string Request(string action, IReadOnlyList<string> symbols) => $$"""{"action":"{{action}}","stocks":{{JsonSerializer.Serialize(symbols)}}}""";
}
