namespace Harness.Mocks.Server;

public enum MockLogLevel
{
    Info,

    /// <summary>Something a developer of a client wants to know: a rejection and its cause, a connection that never subscribes.</summary>
    Notice,

    /// <summary>A fault of the mock itself.</summary>
    Error,
}

/// <summary>One line of a server's log. Credentials never reach it.</summary>
/// <param name="At">The mock's clock.</param>
/// <param name="Source">Slug or part of the server.</param>
/// <param name="Connection">Id of the connection it is about, or null.</param>
public sealed record MockLogEntry(MockLogLevel Level, DateTimeOffset At, string Source, string? Connection, string Text);
