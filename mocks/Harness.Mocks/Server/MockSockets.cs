using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>Steers the sockets that are open now, all of them at once, from outside: what it does is written down like everything else.</summary>
public sealed class MockSockets
{
    private readonly World _world;
    private readonly ConnectionTable _connections;

    internal MockSockets(World world, ConnectionTable connections)
    {
        _world = world;
        _connections = connections;
    }

    public int Open => _connections.Open;

    /// <summary>Ends TCP without a close frame.</summary>
    /// <returns>How many sockets there were, as for every member here.</returns>
    public int Cut() => Each(connection => connection.Cut());

    /// <summary>Ends TCP with a reset.</summary>
    public int Reset() => Each(connection => connection.Reset());

    /// <summary>Starts the close handshake; a null code sends a close frame without one.</summary>
    public int Close(int? code, string reason) => Each(connection => connection.CloseOutOfBand(code, reason));

    public int Ping(ReadOnlyMemory<byte> payload) => Each(connection => connection.SendOutOfBand(WireMessage.Ping(payload.Span)));

    /// <summary>Sends a text message past protocol and scenarios.</summary>
    public int Send(ReadOnlyMemory<byte> utf8) => Each(connection => connection.SendOutOfBand(WireMessage.Text(utf8.Span)));

    /// <summary>The tokens behind the sockets count as expired: the protocol does what its document says.</summary>
    public int ExpireToken() => Each(connection => connection.LoseCredential(CredentialLoss.Expired));

    /// <summary>The tokens behind the sockets count as revoked: the protocol does what its document says.</summary>
    public int RevokeToken() => Each(connection => connection.LoseCredential(CredentialLoss.Revoked));

    private int Each(Action<MockConnection> act) => _world.Enter(() =>
    {
        var all = _connections.All;
        foreach (var connection in all) act(connection);
        return all.Count;
    });
}
