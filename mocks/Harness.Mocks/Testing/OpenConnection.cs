using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Testing;

/// <summary>One socket of a client. What is done to it is written down; nothing happens once it has ended.</summary>
public sealed class OpenConnection
{
    private readonly World _world;
    private readonly MockConnection _connection;

    internal OpenConnection(World world, MockConnection connection)
    {
        _world = world;
        _connection = connection;
    }

    /// <summary>Unique within one mock: <c>c1</c>, <c>c2</c>, … as in the log and at <c>/__admin/connections</c>.</summary>
    public string Id => _connection.Id;

    /// <summary>The protocol's slug.</summary>
    public string Protocol => _connection.Protocol.Slug;

    /// <summary>The path without its query, decoded.</summary>
    public string Path => _connection.Request.Path;

    /// <summary>Who has logged in; null while nobody has.</summary>
    public string? Account => _world.Enter(() => _connection.Credential);

    /// <summary>The client's own id for its session, where the protocol has one.</summary>
    public string? ClientId => _world.Enter(() => _connection.ClientId);

    /// <summary>Its number among its session's sockets, from 1: 2 is the first reconnection.</summary>
    public int Number => _world.Enter(() => _connection.SessionNumber);

    /// <summary>What it is subscribed to, in the protocol's own words.</summary>
    public IReadOnlyList<string> Symbols => _world.Enter(() => _connection.Symbols.ToList());

    /// <summary>Sends a text message past protocol and scenarios: an object as JSON, a string as it stands.</summary>
    public void Send(object message) => Act(() => _connection.SendOutOfBand(WireMessage.Text(ReceivedMessage.Write(message))));

    /// <summary>Sends a binary message.</summary>
    public void SendBinary(ReadOnlyMemory<byte> payload) => Act(() => _connection.SendOutOfBand(WireMessage.Binary(payload.Span)));

    /// <summary>Sends an RFC 6455 ping of at most 125 bytes.</summary>
    /// <exception cref="NotSupportedException">The host carries messages only (Microsoft.AspNetCore.TestHost).</exception>
    public void Ping(ReadOnlyMemory<byte> payload) => Act(() => _connection.Ping(payload));

    /// <summary>Starts the close handshake.</summary>
    /// <param name="code">Any number of 16 bits; null sends a close frame without one.</param>
    /// <param name="reason">Cut to the 123 bytes that a close frame can carry.</param>
    public void Close(int? code = 1000, string reason = "") => Act(() => _connection.CloseOutOfBand(code, reason));

    /// <summary>Ends the TCP connection (FIN) without a close frame.</summary>
    /// <exception cref="NotSupportedException">The host carries messages only (Microsoft.AspNetCore.TestHost).</exception>
    public void Cut() => Act(_connection.Cut);

    /// <summary>Ends the TCP connection with RST.</summary>
    /// <exception cref="NotSupportedException">The host carries messages only (Microsoft.AspNetCore.TestHost).</exception>
    public void Reset() => Act(_connection.Reset);

    /// <summary>The token behind the socket counts as expired: the protocol does what its document says.</summary>
    public void ExpireToken() => Act(() => _connection.LoseCredential(CredentialLoss.Expired));

    /// <summary>The token behind the socket counts as revoked: the protocol does what its document says.</summary>
    public void RevokeToken() => Act(() => _connection.LoseCredential(CredentialLoss.Revoked));

    /// <summary>Id, path and account, for messages.</summary>
    public override string ToString() => $"{Id} {Path}{(Account is { } account ? $" of {account}" : "")}";

    private void Act(Action act) => _world.Enter(act);
}
