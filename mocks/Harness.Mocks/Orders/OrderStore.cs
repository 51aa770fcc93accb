using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>Every order by its id, and the open ones by listing. Finished orders are forgotten, the oldest first.</summary>
internal sealed class OrderStore
{
    private readonly Dictionary<string, Order> _orders = [];
    private readonly Dictionary<Listing, List<string>> _open = [];
    private readonly Queue<string> _finished = [];
    private readonly int _finishedLimit;

    public OrderStore(int finishedLimit) => _finishedLimit = finishedLimit;

    /// <summary>In order of placement.</summary>
    public IReadOnlyList<Order> All => [.. _orders.Values.OrderBy(order => order.Sequence)];

    public Order? Find(string id) => _orders.GetValueOrDefault(id);

    /// <summary>The ids of a listing's open orders, oldest first; null where there are none, which is cheap to ask.</summary>
    public string[]? Open(Listing listing) =>
        _open.Count == 0 || !_open.TryGetValue(listing, out var ids) ? null : [.. ids];

    public void Put(Order order)
    {
        var isNew = !_orders.ContainsKey(order.Id);
        _orders[order.Id] = order;
        if (order.IsTerminal) Finish(order, wasOpen: !isNew);
        else if (isNew) Add(order);
    }

    private void Add(Order order)
    {
        if (!_open.TryGetValue(order.Listing, out var ids)) _open[order.Listing] = ids = [];
        ids.Add(order.Id);
    }

    private void Finish(Order order, bool wasOpen)
    {
        if (wasOpen && _open.TryGetValue(order.Listing, out var ids))
        {
            ids.Remove(order.Id);
            if (ids.Count == 0) _open.Remove(order.Listing);
        }

        _finished.Enqueue(order.Id);
        if (_finished.Count > _finishedLimit) _orders.Remove(_finished.Dequeue());
    }
}
