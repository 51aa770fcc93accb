namespace Harness.Wire;

/// <summary>Which end of the connection we are. The client masks what it sends (RFC 6455 §5.1); the server must not.</summary>
public enum WireRole
{
    Server,
    Client,
}
