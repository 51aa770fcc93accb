namespace Harness.Clients.Connections;

/// <summary>How a client connects and stays connected; the same for every protocol.</summary>
public sealed record ConnectionOptions
{
    /// <summary>Waits between attempts to connect.</summary>
    public BackoffOptions Backoff { get; init; } = new();

    /// <summary>Longest time for one handshake or one HTTP request.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for the server's close frame after ours; then the connection is cut.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a WebSocket ping is sent; zero sends none. The platform times pings itself, on the wall clock,
    /// whatever <see cref="TimeProvider"/> is given.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a pong may take before the connection counts as lost, on the wall clock; zero waits forever.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A longer message ends the connection with close code 1009, and the client reconnects. Bytes.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Messages read ahead of the consumer. When it is that far behind, nothing more is read from the wire until it catches up.
    /// </summary>
    public int BufferedMessages { get; init; } = 1024;

    /// <summary>The clock of every wait of the client, except the platform's pings.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Carries HTTP requests and WebSocket handshakes: proxies, certificates, or a connection within the process.
    /// The caller keeps ownership. Null lets the client make its own.
    /// </summary>
    public HttpMessageInvoker? Invoker { get; init; }

    /// <summary>
    /// Told what happens to the connection, for logs and metrics; never given a credential. Called on the client's own loop, so it must be
    /// quick, and an exception out of it ends the stream.
    /// </summary>
    public Action<ConnectionEvent>? OnEvent { get; init; }

    internal IEnumerable<string> Problems()
    {
        foreach (string problem in Backoff.Problems())
            yield return problem;
        if (ConnectTimeout <= TimeSpan.Zero)
            yield return $"Connection.ConnectTimeout must be positive, but was {ConnectTimeout}.";
        if (CloseTimeout <= TimeSpan.Zero)
            yield return $"Connection.CloseTimeout must be positive, but was {CloseTimeout}.";
        if (KeepAliveInterval < TimeSpan.Zero)
            yield return $"Connection.KeepAliveInterval must not be negative, but was {KeepAliveInterval}.";
        if (KeepAliveTimeout < TimeSpan.Zero)
            yield return $"Connection.KeepAliveTimeout must not be negative, but was {KeepAliveTimeout}.";
        if (MaxMessageBytes < 1)
            yield return $"Connection.MaxMessageBytes must be at least 1, but was {MaxMessageBytes}.";
        if (BufferedMessages < 1)
            yield return $"Connection.BufferedMessages must be at least 1, but was {BufferedMessages}.";
    }

    /// <summary>Throws one <see cref="ArgumentException"/> that lists every problem.</summary>
    internal static void ThrowIfAny(IEnumerable<string> problems, string parameter)
    {
        string[] all = [.. problems];
        if (all.Length > 0)
            throw new ArgumentException("These options cannot be used: " + string.Join(' ', all), parameter);
    }
}
