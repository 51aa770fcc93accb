namespace Harness.Clients.Connections;

/// <summary>The server answered a WebSocket handshake with an HTTP status other than 101.</summary>
internal sealed class HandshakeRefusedException(int status, Exception inner)
    : Exception($"The server refused the handshake with HTTP {status}.", inner)
{
    public int Status { get; } = status;
}
