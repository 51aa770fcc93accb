using Harness.Clients.HedgeTech.Ime.Json;
using Harness.Clients.HedgeTech.Streams;
using Harness.Clients.HedgeTech.Tokens;

namespace Harness.Clients.HedgeTech.Ime;

/// <summary>
/// Market data of the Iran Mercantile Exchange from the HedgeTech Data Engine. Thread-safe: one client carries any number of streams,
/// which share its token.
/// </summary>
public sealed class ImeClient : IDisposable
{
    private readonly HedgeTechSession _session;

    /// <summary>A client for one account. Nothing is sent before the first stream is read.</summary>
    /// <exception cref="ArgumentException">The options cannot be used; the message lists every problem.</exception>
    public ImeClient(HedgeTechOptions options) => _session = new HedgeTechSession(options);

    /// <summary>
    /// Streams a subscription until the caller leaves, reconnecting with back-off and renewing the token where needed. After each
    /// connection the server sends the present state again, so messages may repeat across a loss; what happened in between is not sent.
    /// </summary>
    /// <exception cref="TokenRefusedException">No token: wrong credentials, or an account that is not approved.</exception>
    /// <exception cref="StreamRejectedException">
    /// The server rejects a contract, the account, which needs access to this exchange, or every new token.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller left; ending the enumeration does the same without it.</exception>
    public IAsyncEnumerable<ImeMessage> StreamAsync(ImeSubscription subscription, CancellationToken cancellationToken = default) =>
        _session.ReadAsync(subscription.Address(_session.Options.WebSocketBase), ImeMessageReader.Read, cancellationToken);

    /// <summary>Asks for a token now, to check the credentials before subscribing.</summary>
    /// <exception cref="TokenRefusedException">No token: wrong credentials, or an account that is not approved.</exception>
    /// <exception cref="Connections.ConnectionLostException">The token endpoint could not be reached, or was too busy.</exception>
    public async ValueTask LogInAsync(CancellationToken cancellationToken = default) =>
        await _session.Tokens.GetAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Frees the connections to the token endpoint. Leave the streams first.</summary>
    public void Dispose() => _session.Dispose();
}
