using System.Collections;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Testing;
using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>
/// The sockets that are open now, in the order they were accepted, and what can be done to all of them at once: it is written down like everything else.
/// Each look sees the sockets of that moment.
/// </summary>
public sealed class MockConnections : IReadOnlyCollection<OpenConnection>
{
    private readonly MockHost _host;
    private readonly Func<MockConnection, bool> _takes;

    internal MockConnections(MockHost host, Func<MockConnection, bool>? takes = null)
    {
        _host = host;
        _takes = takes ?? (static _ => true);
    }

    /// <summary>How many there are.</summary>
    public int Count => All().Count;

    /// <summary>Only those of a protocol.</summary>
    /// <param name="slug">Its slug.</param>
    public MockConnections Of(string slug) => new(_host, connection => _takes(connection) && connection.Protocol.Slug == slug);

    /// <summary>Waits until there are at least so many.</summary>
    /// <param name="count">How many.</param>
    /// <param name="within">Real time; 5 s by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that there are then.</returns>
    /// <exception cref="MockExpectationException">There were fewer all the time.</exception>
    public async Task<IReadOnlyList<OpenConnection>> OpenedAsync(int count = 1, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        var patience = within ?? MockExpectationException.Patience;
        return await _host.Journal.Pulse.UntilAsync(() => this.ToList() is { } open && open.Count >= count ? open : null, patience, cancellationToken)
            ?? throw new MockExpectationException($"expected {count} open {(count == 1 ? "connection" : "connections")} within {Duration.Show(patience)}, but there were {Count}");
    }

    /// <summary>Waits until there is none.</summary>
    /// <param name="within">Real time; 5 s by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MockExpectationException">Some stayed.</exception>
    public async Task ClosedAsync(TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        var patience = within ?? MockExpectationException.Patience;
        if (await _host.Journal.Pulse.UntilAsync(() => Count == 0 ? this : null, patience, cancellationToken) is not null) return;
        throw new MockExpectationException($"expected every connection to end within {Duration.Show(patience)}, but these are open: {string.Join(", ", this)}");
    }

    /// <inheritdoc cref="OpenConnection.Cut"/>
    /// <returns>How many sockets there were, as for every member here that does something to all.</returns>
    public int Cut() => Each(connection => connection.Cut());

    /// <inheritdoc cref="OpenConnection.Reset"/>
    public int Reset() => Each(connection => connection.Reset());

    /// <inheritdoc cref="OpenConnection.Close"/>
    public int Close(int? code = 1000, string reason = "") => Each(connection => connection.CloseOutOfBand(code, reason));

    /// <inheritdoc cref="OpenConnection.Ping"/>
    public int Ping(ReadOnlyMemory<byte> payload) => Each(connection => connection.Ping(payload));

    /// <inheritdoc cref="OpenConnection.Send(object)"/>
    public int Send(object message) => Send(ReceivedMessage.Write(message));

    /// <summary>Sends a text message past protocol and scenarios.</summary>
    /// <param name="utf8">As it goes out.</param>
    public int Send(ReadOnlyMemory<byte> utf8) => Each(connection => connection.SendOutOfBand(WireMessage.Text(utf8.Span)));

    /// <inheritdoc cref="OpenConnection.ExpireToken"/>
    public int ExpireToken() => Each(connection => connection.LoseCredential(CredentialLoss.Expired));

    /// <inheritdoc cref="OpenConnection.RevokeToken"/>
    public int RevokeToken() => Each(connection => connection.LoseCredential(CredentialLoss.Revoked));

    /// <inheritdoc/>
    public IEnumerator<OpenConnection> GetEnumerator() => World.Enter(() => All().Select(connection => new OpenConnection(World, connection)).ToList()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private World World => _host.World;

    private List<MockConnection> All() => [.. World.Connections.All.Where(_takes)];

    private int Each(Action<MockConnection> act) => World.Enter(() =>
    {
        var all = All();
        foreach (var connection in all) act(connection);
        return all.Count;
    });
}
