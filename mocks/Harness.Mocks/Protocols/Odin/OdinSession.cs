namespace Harness.Mocks.Protocols.Odin;

/// <summary>What belongs to a client_id and outlives its connections (Client ID Benefits).</summary>
internal sealed class OdinSession(string clientId)
{
    private readonly OrderedDictionary<string, OdinStock> _stocks = [];

    public string ClientId { get; } = clientId;

    /// <summary>The connection that speaks for it now, or null.</summary>
    public OdinStream? Stream { get; set; }

    /// <summary>When its last connection ended.</summary>
    public DateTimeOffset LeftAt { get; set; }

    /// <summary>In the order in which they were subscribed.</summary>
    public IReadOnlyCollection<OdinStock> Stocks => _stocks.Values;

    public IReadOnlyCollection<string> Symbols => _stocks.Keys;

    /// <returns>False when it is subscribed already.</returns>
    public bool Add(OdinStock stock) => _stocks.TryAdd(stock.Symbol, stock);

    /// <returns>False when it was not subscribed.</returns>
    public bool Remove(OdinStock stock) => _stocks.Remove(stock.Symbol);
}
