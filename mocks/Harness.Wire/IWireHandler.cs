namespace Harness.Wire;

/// <summary>
/// What a connection tells its owner. The read loop calls, one call at a time, in the order of the wire; it reads on when the call returns.
/// An exception thrown here closes the connection with 1011 and comes out of <see cref="WireConnection.RunAsync"/>.
/// </summary>
public interface IWireHandler
{
    /// <summary>A whole message; text is valid UTF-8.</summary>
    /// <param name="opcode"><see cref="WireOpcode.Text"/> or <see cref="WireOpcode.Binary"/>.</param>
    /// <param name="payload">Valid only during the call: its buffer is used again.</param>
    void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload);

    /// <summary>A ping, already answered if pings are answered. The payload is valid only during the call.</summary>
    void OnPing(ReadOnlyMemory<byte> payload)
    {
    }

    /// <summary>A pong. The payload is valid only during the call.</summary>
    void OnPong(ReadOnlyMemory<byte> payload)
    {
    }

    /// <summary>The connection is over. Exactly once, after every other call, and never within a call of the connection.</summary>
    void OnClosed(WireClosed closed);
}
