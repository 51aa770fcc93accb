using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;

namespace Harness.Mocks.Testing;

/// <summary>Someone whom the mock knows from the start, and the sockets he has open.</summary>
public sealed class MockAccount
{
    internal MockAccount(string protocol, Account account, MockHost host)
    {
        (Protocol, Role) = (protocol, account.Role);
        (Username, Password, ApiKey, ApiSecret, About) = (account.Username, account.Password, account.ApiKey, account.ApiSecret, account.About);
        string?[] names = [account.Role, account.Username, account.ApiKey];
        Connections = new MockConnections(host, connection => connection.Protocol.Slug == protocol && connection.Credential is { } who && names.Contains(who));
    }

    /// <summary>The protocol's slug.</summary>
    public string Protocol { get; }

    /// <summary><c>demo</c>, <c>expired</c>, <c>readonly</c> …</summary>
    public string Role { get; }

    /// <summary>Where the protocol has names and passwords.</summary>
    public string? Username { get; }

    /// <inheritdoc cref="Username"/>
    public string? Password { get; }

    /// <summary>Where the protocol has keys.</summary>
    public string? ApiKey { get; }

    /// <summary>Where keys have secrets.</summary>
    public string? ApiSecret { get; }

    /// <summary>One line for people.</summary>
    public string About { get; }

    /// <summary>The sockets on which he is logged in: to send on, close, reset.</summary>
    public MockConnections Connections { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Role} of {Protocol}";
}
