namespace Harness.Clients.Connections;

/// <summary>The server answered a WebSocket handshake with an HTTP status other than 101.</summary>
public sealed class HandshakeRefusedException : Exception
{
    internal HandshakeRefusedException(int status, Exception inner)
        : base($"The server refused the handshake with HTTP {status}.", inner) => Status = status;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The server is busy or broken (408, 429, 5xx): trying again later may help.</summary>
    public bool IsTransient => Status is 408 or 429 or >= 500;
}
