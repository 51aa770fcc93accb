namespace Harness.Mocks.Scripting;

/// <summary>An order that was placed and now waits for a script's word.</summary>
internal sealed record OrderFacts
{
    public required string Protocol { get; init; }

    /// <summary>The id that <see cref="IScriptedOrders"/> takes.</summary>
    public required string Id { get; init; }

    /// <summary>The order as the admin API shows it, UTF-8: what <c>where</c> and templates see.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Whose order it is: counters and state hang on it.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The connections that placed it or hear about it: what <c>send</c>, <c>close</c> and <c>cut</c> act on.</summary>
    public IReadOnlyList<IScriptedConnection> Connections { get; init; } = [];
}
