using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.AirAlgo.Json;
using Harness.Clients.AirAlgo.Orders;
using Harness.Clients.AirAlgo.Payloads;
using Harness.Clients.AirAlgo.Tokens;
using Harness.Clients.Connections;
using Harness.Clients.Sessions;

namespace Harness.Clients.AirAlgo;

/// <summary>
/// Last prices and orders from AirAlgo. Keeps one connection alive in the background, joined with an access token that is renewed when it
/// has expired, and after a loss subscribes to everything again, once. Thread-safe; one reader at a time.
/// </summary>
public sealed class AirAlgoClient : IAsyncDisposable
{
    private readonly Channel<AirAlgoMessage> _messages;
    private readonly AirAlgoSession _session;
    private readonly SessionLoop _loop;
    private readonly Invoker _invoker;

    private AirAlgoClient(AirAlgoOptions options)
    {
        var connection = options.Connection;
        _messages = Channel.CreateBounded<AirAlgoMessage>(new BoundedChannelOptions(connection.BufferedMessages) { SingleWriter = true });
        _invoker = new Invoker(connection);
        _session = new AirAlgoSession(options, new AccessTokens(options, _invoker.Value), _messages.Writer);
        _loop = new SessionLoop(
            connection,
            options.SocketAddress,
            stop => MessageSocket.ConnectAsync(options.SocketAddress, _invoker.Value, connection, null, stop),
            _session,
            options.ApiKey);
    }

    /// <summary>Connects and joins; returns when both have succeeded, however many attempts that takes.</summary>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    /// <exception cref="AirAlgoException">The server refuses the key, or every new access token.</exception>
    /// <exception cref="HandshakeRefusedException">There is no such socket there.</exception>
    public static async Task<AirAlgoClient> ConnectAsync(AirAlgoOptions options, CancellationToken cancellationToken = default)
    {
        options.ThrowIfUnusable();
        var client = new AirAlgoClient(options);
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
    /// Subscribes to instruments by token number; returns when the server has answered, after a reconnect if need be. The answer, their
    /// last prices, is among the messages. Of a number that the server does not know, nothing comes.
    /// </summary>
    /// <exception cref="AirAlgoException">The server refuses.</exception>
    public Task SubscribeAsync(IReadOnlyList<string> tokens, CancellationToken cancellationToken = default)
    {
        ThrowIfEmpty(tokens);
        return _session.RequestAsync(new Subscribe(tokens, _session.Book), cancellationToken);
    }

    /// <summary>Unsubscribes; returns when the server has answered.</summary>
    /// <exception cref="AirAlgoException">The server refuses.</exception>
    public Task UnsubscribeAsync(IReadOnlyList<string> tokens, CancellationToken cancellationToken = default)
    {
        ThrowIfEmpty(tokens);
        return _session.RequestAsync(new Unsubscribe(tokens, _session.Book), cancellationToken);
    }

    /// <summary>
    /// Places an order; returns with the server's first response. <see cref="PlacedOrder.Completion"/> completes when it is executed or
    /// rejected. An order is sent once, however the connection fares.
    /// </summary>
    /// <exception cref="OrderFateUnknownException">It was sent, and no response came in time or before the connection broke.</exception>
    /// <exception cref="AirAlgoException">The server refuses the message; no order was placed.</exception>
    public Task<PlacedOrder> PlaceOrderAsync(AirAlgoOrder order, CancellationToken cancellationToken = default)
    {
        var payload = JsonSerializer.SerializeToElement(order, AirAlgoJson.Default.AirAlgoOrder);
        return _session.PlaceAsync(payload, response => IsAbout(response, order), cancellationToken);
    }

    /// <summary>
    /// The messages of all subscriptions and orders, across reconnections, until the client is disposed. What happens while there is no
    /// connection is not sent.
    /// </summary>
    /// <exception cref="AirAlgoException">The server refuses the key, or every new access token.</exception>
    public IAsyncEnumerable<AirAlgoMessage> ReadAsync(CancellationToken cancellationToken = default) =>
        _messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Leaves with a close handshake.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        _session.Dispose();
        _invoker.Dispose();
    }

    /// <summary>An order in the protocol's own words, sent as it is. Place the next one when this one is answered.</summary>
    internal Task<PlacedOrder> PlaceOrderAsync(JsonElement payload, CancellationToken cancellationToken) =>
        _session.PlaceAsync(payload, static _ => true, cancellationToken);

    private static bool IsAbout(OrderResponse response, AirAlgoOrder order) =>
        response.TokenNumber == order.TokenNumber
        && (response.MarketLimitSl ?? order.MarketLimitSl) == order.MarketLimitSl
        && (response.BuySell ?? order.BuySell) == order.BuySell
        && (response.Volume ?? order.Quantity) == order.Quantity;

    private static void ThrowIfEmpty(IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0 || tokens.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("At least one token number is needed, and none may be blank.", nameof(tokens));
    }
}
