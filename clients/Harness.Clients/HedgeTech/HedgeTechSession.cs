using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Streams;
using Harness.Clients.HedgeTech.Tokens;

namespace Harness.Clients.HedgeTech;

/// <summary>What the clients of all HedgeTech markets share: an account, its token and the way to the server.</summary>
internal sealed class HedgeTechSession : IDisposable
{
    private readonly Invoker _invoker;

    public HedgeTechSession(HedgeTechOptions options)
    {
        options.ThrowIfUnusable();
        Options = options;
        _invoker = new Invoker(options.Connection);
        Tokens = new TokenHolder(options, options.TokenSource ?? new TokenEndpoint(options, _invoker.Value).IssueAsync);
    }

    public HedgeTechOptions Options { get; }

    public TokenHolder Tokens { get; }

    public IAsyncEnumerable<TMessage> ReadAsync<TMessage>(
        Uri address, MessageParser<TMessage> parse, CancellationToken cancellationToken) =>
        MarketStream<TMessage>.ReadAsync(() => new(address, _invoker.Value, Options, Tokens, parse), cancellationToken);

    public void Dispose()
    {
        Tokens.Dispose();
        _invoker.Dispose();
    }
}
