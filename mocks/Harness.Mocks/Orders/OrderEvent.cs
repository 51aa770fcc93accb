namespace Harness.Mocks.Orders;

/// <summary>Something that happened to an order.</summary>
/// <param name="Order">The order right after it.</param>
/// <param name="Fill">For <see cref="OrderEventKind.PartiallyFilled"/> and <see cref="OrderEventKind.Filled"/>.</param>
/// <param name="Position">The account's position right after the fill.</param>
internal sealed record OrderEvent(OrderEventKind Kind, Order Order, Fill? Fill = null, Position? Position = null);

internal enum OrderEventKind
{
    /// <summary>Acknowledged.</summary>
    Opened,

    /// <summary>A stop order became active.</summary>
    Triggered,
    PartiallyFilled,
    Filled,
    Canceled,
    Rejected,
}

/// <summary>Is told what happens to orders, in the order in which it happened and once the call that caused it has done all its work.</summary>
internal interface IOrderObserver
{
    /// <summary>May call the desk; what comes of it is told after what has already happened.</summary>
    void OnOrder(OrderEvent happened);
}
