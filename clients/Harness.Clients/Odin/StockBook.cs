namespace Harness.Clients.Odin;

/// <summary>
/// What is subscribed, in the words it was asked for in. The server promises to restore it for a known client id; asking again is as right,
/// and safe where the promise is not kept.
/// </summary>
internal sealed class StockBook
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, bool> _stocks = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
                return [.. _stocks.Keys];
        }
    }

    public void Add(IEnumerable<string> stocks, IReadOnlyList<string> failed)
    {
        lock (_gate)
        {
            foreach (string stock in stocks.Where(stock => !failed.Contains(stock, StringComparer.OrdinalIgnoreCase)))
                _stocks[stock] = true;
        }
    }

    public void Remove(IEnumerable<string> stocks)
    {
        lock (_gate)
        {
            foreach (string stock in stocks)
                _stocks.Remove(stock);
        }
    }
}
