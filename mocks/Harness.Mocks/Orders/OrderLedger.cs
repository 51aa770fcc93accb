using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>
/// The only place where an order moves on. Each step is written to the store and the account and queued as an event, so these three
/// cannot disagree.
/// </summary>
internal sealed class OrderLedger
{
    private readonly OrderStore _store;
    private readonly OrderEventQueue _events;

    public OrderLedger(OrderStore store, OrderEventQueue events)
    {
        _store = store;
        _events = events;
    }

    /// <summary>Takes an order in, without a word to anybody.</summary>
    public void Receive(Order order)
    {
        order.Account.Reserve(order);
        _store.Put(order);
    }

    /// <summary>Acknowledges an order, unless that was done before.</summary>
    public Order Open(Order order) => order.Status == OrderStatus.Received
        ? Write(OrderEventKind.Opened, order with { Status = OrderStatus.Open })
        : order;

    /// <summary>Makes a stop order active, unless it is already.</summary>
    public Order Trigger(Order order) => order.IsWaiting ? Write(OrderEventKind.Triggered, order with { IsTriggered = true }) : order;

    public Order Cancel(Order order) => Write(OrderEventKind.Canceled, order with { Status = OrderStatus.Canceled });

    public Order Reject(Order order, Rejection rejection) =>
        Write(OrderEventKind.Rejected, order with { Status = OrderStatus.Rejected, Rejection = rejection });

    /// <summary>Notes something that is nobody else's business.</summary>
    public Order Keep(Order order)
    {
        _store.Put(order);
        return order;
    }

    /// <summary>Books the trade that the listing has just printed as a fill of this order.</summary>
    public Order Fill(Order order)
    {
        var trade = order.Listing.LastTrade;
        var (quantity, price) = (Plain(trade.Quantity), Plain(trade.Price));
        var fill = new Fill(quantity, price, Fee(order, quantity, price), trade.Id, trade.Time);
        var value = order.FilledValue + (quantity * price);
        var filled = order with
        {
            Filled = order.Filled + quantity,
            FilledValue = value,
            Cost = order.IsLimit ? order.Cost : value,
            Fee = order.Fee + fill.Fee,
        };
        var position = order.Account.Add(order, fill);
        return filled.Remaining == 0
            ? Write(OrderEventKind.Filled, filled with { Status = OrderStatus.Filled }, fill, position)
            : Write(OrderEventKind.PartiallyFilled, filled with { Status = OrderStatus.PartiallyFilled }, fill, position);
    }

    private static decimal Fee(Order order, decimal quantity, decimal price)
    {
        var terms = order.Account.Terms;
        var flat = order.Filled == 0 ? terms.FlatFee : 0;
        return (quantity * (order.IsLimit ? order.Price!.Value : price) * terms.FeeRate) + flat;
    }

    /// <summary>The same number without trailing zeros, which a grid leaves behind and every sum of fills would keep.</summary>
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private Order Write(OrderEventKind kind, Order order, Fill? fill = null, Position? position = null)
    {
        var written = order with { UpdatedAt = order.Listing.UpdatedAt };
        _store.Put(written);
        if (written.IsTerminal) written.Account.Release(written);
        else written.Account.Reserve(written);

        _events.Add(new OrderEvent(kind, written, fill, position));
        return written;
    }
}
