using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Odin.Payloads;
using Harness.Clients.Sessions;

namespace Harness.Clients.Odin;

/// <summary>
/// Stock data from an Odin Streamer. Keeps one connection alive in the background under one client id, checks it with pings, and after a
/// loss subscribes to everything again, once. Thread-safe; one reader at a time.
/// </summary>
public sealed class OdinClient : IAsyncDisposable
{
    private readonly Channel<OdinMessage> _messages;
    private readonly OdinSession _session;
    private readonly SessionLoop _loop;
    private readonly Invoker _invoker;

    private OdinClient(OdinOptions options)
    {
        var connection = options.Connection;
        _messages = Channel.CreateBounded<OdinMessage>(new BoundedChannelOptions(connection.BufferedMessages) { SingleWriter = true });
        _session = new OdinSession(options, _messages.Writer);
        _invoker = new Invoker(connection);
        _loop = new SessionLoop(
            connection,
            options.Address,
            stop => MessageSocket.ConnectAsync(Address(options.Address, _session.ClientId), _invoker.Value, connection, null, stop),
            _session);
    }

    /// <summary>The id that the server knows this client by; null until the first greeting, when the server chooses.</summary>
    public string? ClientId => _session.ClientId;

    /// <summary>Connects; returns when that has succeeded, however many attempts it takes.</summary>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    /// <exception cref="HandshakeRefusedException">There is no such socket there.</exception>
    public static async Task<OdinClient> ConnectAsync(OdinOptions options, CancellationToken cancellationToken = default)
    {
        options.ThrowIfUnusable();
        var client = new OdinClient(options);
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

    /// <summary>Subscribes to stocks by symbol or by token; returns when the server has answered, after a reconnect if need be.</summary>
    /// <returns>What was subscribed, and what the server does not know.</returns>
    /// <exception cref="OdinException">The server refuses the whole request.</exception>
    public async Task<OdinSubscriptionResult> SubscribeAsync(IReadOnlyList<string> stocks, CancellationToken cancellationToken = default) =>
        await ChangeAsync("subscribe", stocks, cancellationToken).ConfigureAwait(false);

    /// <summary>Unsubscribes stocks. Use the word that you subscribed with: symbol or token.</summary>
    /// <exception cref="OdinException">The server refuses the whole request.</exception>
    public async Task<OdinSubscriptionResult> UnsubscribeAsync(IReadOnlyList<string> stocks, CancellationToken cancellationToken = default) =>
        await ChangeAsync("unsubscribe", stocks, cancellationToken).ConfigureAwait(false);

    /// <summary>What the server has subscribed for this client.</summary>
    public async Task<OdinSubscriptions> GetSubscriptionsAsync(CancellationToken cancellationToken = default)
    {
        var request = new GetSubscriptions();
        await _session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return request.Result!;
    }

    /// <summary>Whether the market is open.</summary>
    public async Task<MarketStatus> GetMarketStatusAsync(CancellationToken cancellationToken = default)
    {
        var request = new GetMarketStatus();
        await _session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return request.Result!;
    }

    /// <summary>Returns when the server has answered a ping.</summary>
    public Task PingAsync(CancellationToken cancellationToken = default) => _session.RequestAsync(new Ping(), cancellationToken);

    /// <summary>
    /// The messages of all subscriptions, across reconnections, until the client is disposed. What happens while there is no connection
    /// is not sent.
    /// </summary>
    public IAsyncEnumerable<OdinMessage> ReadAsync(CancellationToken cancellationToken = default) =>
        _messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Leaves with a close handshake. The server keeps the subscriptions for whoever comes back with this client id.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        _session.Dispose();
        _invoker.Dispose();
    }

    private static Uri Address(Uri address, string? clientId) =>
        clientId is null ? address : new Uri($"{address}?client_id={Uri.EscapeDataString(clientId)}");

    private async Task<OdinSubscriptionResult> ChangeAsync(string action, IReadOnlyList<string> stocks, CancellationToken cancellationToken)
    {
        if (stocks.Count == 0 || stocks.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("At least one stock is needed, and none may be blank.", nameof(stocks));
        var request = new ChangeSubscription(action, stocks, _session.Book);
        await _session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return request.Result!;
    }
}
