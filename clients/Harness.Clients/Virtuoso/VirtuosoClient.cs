using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Sessions;

namespace Harness.Clients.Virtuoso;

/// <summary>
/// Market data, orders and positions of a Virtuoso Trading System. Keeps one connection alive in the background, authenticates, answers
/// the server's pings, and after a loss subscribes to everything again, once. Thread-safe; one reader at a time.
/// </summary>
public sealed class VirtuosoClient : IAsyncDisposable
{
    private readonly Channel<VirtuosoMessage> _messages;
    private readonly VirtuosoSession _session;
    private readonly SessionLoop _loop;
    private readonly Invoker _invoker;

    private VirtuosoClient(VirtuosoOptions options)
    {
        var connection = options.Connection;
        _messages = Channel.CreateBounded<VirtuosoMessage>(new BoundedChannelOptions(connection.BufferedMessages) { SingleWriter = true });
        _session = new VirtuosoSession(options, _messages.Writer);
        _invoker = new Invoker(connection);
        _loop = new SessionLoop(
            connection, options.Address, stop => MessageSocket.ConnectAsync(options.Address, _invoker.Value, connection, null, stop), _session);
    }

    /// <summary>Connects and authenticates; returns when both have succeeded, however many attempts that takes.</summary>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    /// <exception cref="VirtuosoException">The server refuses the key: 401.</exception>
    /// <exception cref="HandshakeRefusedException">There is no such socket there.</exception>
    public static async Task<VirtuosoClient> ConnectAsync(VirtuosoOptions options, CancellationToken cancellationToken = default)
    {
        options.ThrowIfUnusable();
        var client = new VirtuosoClient(options);
        try
        {
            client._loop.Start();
            await client._session.ReadyAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Subscribes; returns when the server has acknowledged it, after a reconnect if need be. What is subscribed already is not asked
    /// for again. Read the messages meanwhile: an answer comes after all data before it.
    /// </summary>
    /// <exception cref="VirtuosoException">The server refuses: 400, 403, 404 or 429.</exception>
    public Task SubscribeAsync(VirtuosoSubscription subscription, CancellationToken cancellationToken = default)
    {
        VirtuosoSubscription.ThrowIfUnusable(subscription);
        return _session.SubscribeAsync(subscription, cancellationToken);
    }

    /// <summary>Unsubscribes exactly the channels and symbols named; returns when the server has acknowledged it.</summary>
    /// <exception cref="VirtuosoException">The server refuses.</exception>
    public Task UnsubscribeAsync(VirtuosoSubscription subscription, CancellationToken cancellationToken = default)
    {
        VirtuosoSubscription.ThrowIfUnusable(subscription);
        return _session.UnsubscribeAsync(subscription, cancellationToken);
    }

    /// <summary>
    /// The messages of all subscriptions, across reconnections, until the client is disposed. What happens while there is no connection
    /// is not sent.
    /// </summary>
    /// <exception cref="VirtuosoException">The server refuses the key or a subscription after a reconnect.</exception>
    public IAsyncEnumerable<VirtuosoMessage> ReadAsync(CancellationToken cancellationToken = default) =>
        _messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Leaves with a close handshake.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        _session.Dispose();
        _invoker.Dispose();
    }
}
