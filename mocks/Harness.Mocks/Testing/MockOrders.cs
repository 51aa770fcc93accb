using System.Collections;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Testing;

/// <summary>
/// The orders of a mock, in the order they were placed, those finished long ago excepted. An order is matched against the simulated book unless a rule
/// (<c>mock.OnOrder().Acknowledge()</c>) or <c>steered</c> keeps it for the test.
/// </summary>
public sealed class MockOrders : IReadOnlyCollection<MockOrder>
{
    private readonly MockHost _host;

    internal MockOrders(MockHost host) => _host = host;

    /// <inheritdoc/>
    public int Count => Desk(desk => desk.Orders.Count);

    /// <summary>The order as it is now.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that id.</exception>
    public MockOrder this[string id] => Desk(desk => desk.Find(id) is { } order ? new MockOrder(order) : throw new KeyNotFoundException($"no order is called '{id}'"));

    /// <summary>Places an order as an account of the protocol would.</summary>
    /// <param name="instrument">In the protocol's own words; <c>exchange:symbol</c> where it has exchanges.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="amount">How much.</param>
    /// <param name="price">The limit; without one it is an order at any price.</param>
    /// <param name="triggerPrice">Makes it a stop order.</param>
    /// <param name="account">Role or key; null takes the protocol's first.</param>
    /// <param name="steered">Acknowledged at once, and then nothing happens to it but what the test does.</param>
    /// <param name="protocol">Slug; null where only one protocol of the mock has orders.</param>
    /// <exception cref="InvalidOperationException">It was not taken: which field is wrong and what was expected. An order that is rejected is no error.</exception>
    public MockOrder Place(
        string instrument, Side side, decimal amount, decimal? price = null, decimal? triggerPrice = null, string? account = null, bool steered = false, string? protocol = null)
    {
        var type = (price, triggerPrice) switch
        {
            (null, null) => OrderType.Market,
            (not null, null) => OrderType.Limit,
            (null, not null) => OrderType.StopMarket,
            _ => OrderType.StopLimit,
        };
        var request = new OrderRequest(account, instrument, side, type, amount, price, triggerPrice, steered ? OrderHandling.Scripted : OrderHandling.Book);
        var entry = Entry(protocol);
        return _host.World.Enter(() =>
        {
            var order = entry.Place(request, out var refusal) ?? throw new InvalidOperationException($"the order was not taken: {refusal}");
            if (steered) order = _host.World.Desk.Acknowledge(order.Id, _host.World.Now).Order ?? order;
            return new MockOrder(order);
        });
    }

    /// <summary>Waits until orders that look like this were placed, by the client or from outside.</summary>
    /// <param name="where">Fields as at <c>/__admin/orders</c>: <c>new { side = "buy", amount = new { gt = 1 } }</c>; null takes every order.</param>
    /// <param name="count">Which of them, from 1.</param>
    /// <param name="within">Real time; 5 s by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MockExpectationException">There were fewer.</exception>
    public async Task<MockOrder> PlacedAsync(object? where = null, int count = 1, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        var pattern = where is null ? null : ScenarioMatcher.Compile(ReceivedMessage.Write(where));
        var patience = within ?? MockExpectationException.Patience;
        var order = await _host.Journal.Pulse.UntilAsync(
            () => Desk(desk => desk.Orders.Where(one => pattern is null || pattern.Matches(OrderJson.ToBytes(one))).Skip(count - 1).FirstOrDefault()),
            patience,
            cancellationToken);
        return order is not null
            ? new MockOrder(order)
            : throw new MockExpectationException($"expected {count} {(count == 1 ? "order" : "orders")}{(pattern is null ? "" : $" like {pattern}")} within {Duration.Show(patience)}, but there are {Count}:{string.Concat(this.Select(one => $"\n  {one}"))}");
    }

    /// <summary>Accepts an order.</summary>
    /// <exception cref="InvalidOperationException">It cannot be done: why not. So for all that follow.</exception>
    public MockOrder Acknowledge(string id) => Steer((desk, now) => desk.Acknowledge(id, now));

    /// <summary>Fills an order or a part of it, whatever the book says.</summary>
    /// <param name="id">The order's.</param>
    /// <param name="quantity">Null for all that remains.</param>
    /// <param name="price">Null for its own, and for the best opposite price of one that has none.</param>
    /// <inheritdoc cref="Acknowledge" path="/exception"/>
    public MockOrder Fill(string id, decimal? quantity = null, decimal? price = null) => Steer((desk, now) => desk.Fill(id, quantity, price, now));

    /// <summary>Rejects an order of which nothing was filled.</summary>
    /// <inheritdoc cref="Acknowledge" path="/exception"/>
    public MockOrder Reject(string id, string reason = "rejected on demand") => Steer((desk, now) => desk.Reject(id, reason, now));

    /// <summary>Cancels what remains of an order.</summary>
    /// <inheritdoc cref="Acknowledge" path="/exception"/>
    public MockOrder Cancel(string id) => Steer((desk, now) => desk.Cancel(id, now));

    /// <inheritdoc/>
    public IEnumerator<MockOrder> GetEnumerator() => Desk(desk => desk.Orders.Select(order => new MockOrder(order)).ToList()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Desk<T>(Func<OrderDesk, T> look) => _host.World.Enter(() => look(_host.World.Desk));

    private MockOrder Steer(Func<OrderDesk, DateTimeOffset, OrderResult> act) => _host.World.Enter(() =>
    {
        var result = _host.World.Intake.Publish(act(_host.World.Desk, _host.World.Now));
        return result.Succeeded ? new MockOrder(result.Order) : throw new InvalidOperationException(result.Error);
    });

    private IOrderEntry Entry(string? protocol)
    {
        var entries = _host.OrderEntries;
        if (protocol is not null && entries.TryGetValue(protocol, out var entry)) return entry;
        if (protocol is null && entries.Count == 1) return entries.Values.First();
        throw new InvalidOperationException(
            protocol is null && entries.Count > 1 ? $"several protocols of this mock have orders: say which with protocol: {string.Join(" or ", entries.Keys)}"
            : $"{protocol ?? "no protocol of this mock"} {(protocol is null ? "has" : "has no")} orders here; it plays {string.Join(", ", _host.Slugs)}");
    }
}
