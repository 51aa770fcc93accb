using Harness.Clients.HedgeTech.Streams;
using Harness.Clients.HedgeTech.Tokens;

namespace Harness.Clients.HedgeTech;

/// <summary>What the clients of all HedgeTech markets share: an account, its token and the way to the server.</summary>
internal sealed class HedgeTechSession : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly bool _ownsInvoker;

    public HedgeTechSession(HedgeTechOptions options)
    {
        options.ThrowIfUnusable();
        Options = options;
        _ownsInvoker = options.Connection.Invoker is null;
        _invoker = options.Connection.Invoker ?? new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false });
        Tokens = new TokenHolder(options, options.TokenSource ?? new TokenEndpoint(options, _invoker).IssueAsync);
    }

    public HedgeTechOptions Options { get; }

    public TokenHolder Tokens { get; }

    public IAsyncEnumerable<TMessage> ReadAsync<TMessage>(
        Uri address, MessageParser<TMessage> parse, CancellationToken cancellationToken) =>
        MarketStream<TMessage>.ReadAsync(() => new(address, _invoker, Options, Tokens, parse), cancellationToken);

    public void Dispose()
    {
        Tokens.Dispose();
        if (_ownsInvoker)
            _invoker.Dispose();
    }
}
