using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>One symbol of one exchange, and who listens to it: a topic for every message that differs.</summary>
internal sealed class VirtuosoListing(string exchange, string symbol, Listing listing)
{
    private readonly SortedDictionary<int, Topic> _books = [];
    private readonly Dictionary<TradingAccount, Topic> _orders = [];
    private readonly Dictionary<TradingAccount, Topic> _positions = [];

    public string Exchange { get; } = exchange;

    public string Symbol { get; } = symbol;

    public Listing Listing { get; } = listing;

    public Topic Tickers { get; } = new();

    public Topic Trades { get; } = new();

    /// <summary>Order books by depth.</summary>
    public IEnumerable<KeyValuePair<int, Topic>> Books => _books;

    /// <summary>Accounts whose position somebody watches.</summary>
    public IEnumerable<KeyValuePair<TradingAccount, Topic>> Positions => _positions;

    public Topic Book(int depth) => _books.TryGetValue(depth, out var topic) ? topic : _books[depth] = new Topic();

    public Topic Orders(TradingAccount account) => _orders.TryGetValue(account, out var topic) ? topic : _orders[account] = new Topic();

    public Topic Position(TradingAccount account) => _positions.TryGetValue(account, out var topic) ? topic : _positions[account] = new Topic();
}
