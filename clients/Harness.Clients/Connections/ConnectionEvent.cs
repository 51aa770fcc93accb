namespace Harness.Clients.Connections;

/// <summary>Something that happened to a connection. Credentials are never part of it.</summary>
/// <param name="At">When, on the client's clock.</param>
public abstract record ConnectionEvent(DateTimeOffset At);

/// <summary>A handshake begins.</summary>
/// <param name="At">When, on the client's clock.</param>
/// <param name="Endpoint">The address without its query.</param>
public sealed record Connecting(DateTimeOffset At, Uri Endpoint) : ConnectionEvent(At);

/// <summary>The handshake succeeded. The server may still reject the connection.</summary>
/// <param name="At">When, on the client's clock.</param>
public sealed record Connected(DateTimeOffset At) : ConnectionEvent(At);

/// <summary>A connection ended, or could not be made.</summary>
/// <param name="At">When, on the client's clock.</param>
/// <param name="CloseCode">The server's close code; null when it sent none.</param>
/// <param name="Reason">The server's reason, or what went wrong.</param>
public sealed record Disconnected(DateTimeOffset At, int? CloseCode, string Reason) : ConnectionEvent(At);

/// <summary>The client will connect again after a wait.</summary>
/// <param name="At">When, on the client's clock.</param>
/// <param name="Delay">The wait.</param>
/// <param name="Attempt">Attempts in a row without a success, this one included.</param>
public sealed record Reconnecting(DateTimeOffset At, TimeSpan Delay, int Attempt) : ConnectionEvent(At);

/// <summary>A message could not be understood and was left out of the stream.</summary>
/// <param name="At">When, on the client's clock.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Excerpt">Its beginning.</param>
/// <param name="Total">Messages skipped on this stream so far, this one included.</param>
public sealed record MessageSkipped(DateTimeOffset At, string Problem, string Excerpt, long Total) : ConnectionEvent(At);

/// <summary>The server reported an error that answers no request.</summary>
/// <param name="At">When, on the client's clock.</param>
/// <param name="Code">The protocol's own code; 0 where it has none.</param>
/// <param name="Message">The server's own words.</param>
public sealed record ServerReportedError(DateTimeOffset At, int Code, string Message) : ConnectionEvent(At);

/// <summary>A new token was issued.</summary>
/// <param name="At">When, on the client's clock.</param>
/// <param name="Expires">When it expires, if it says so.</param>
public sealed record TokenIssued(DateTimeOffset At, DateTimeOffset? Expires) : ConnectionEvent(At);
