namespace Harness.Mocks.Server;

/// <summary>How much a line of a mock's log matters.</summary>
public enum MockLogLevel
{
    /// <summary>What the mock does: a rule of a scenario fired.</summary>
    Info,

    /// <summary>Something a developer of a client wants to know: a rejection and its cause, a connection that never subscribes.</summary>
    Notice,

    /// <summary>A fault of the mock itself.</summary>
    Error,
}

/// <summary>One entry of a server's log. Credentials never reach it.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="At">The mock's clock.</param>
/// <param name="Source">Slug or part of the server.</param>
/// <param name="Connection">Id of the connection it is about, or null.</param>
/// <param name="Text">What happened, as it is: it may repeat what a peer sent.</param>
public sealed record MockLogEntry(MockLogLevel Level, DateTimeOffset At, string Source, string? Connection, string Text)
{
    /// <summary>The entry as one line that nothing in it can end or use to steer a terminal: <c>12:30:05.123 ht-tse c4: rejected with 1008: …</c>, UTC.</summary>
    public override string ToString() => LogLine.Of(this);
}
