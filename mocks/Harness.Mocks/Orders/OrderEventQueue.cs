namespace Harness.Mocks.Orders;

/// <summary>
/// Keeps events in order although an observer may call the desk: what it causes waits until everything before it has been told to everybody.
/// </summary>
internal sealed class OrderEventQueue
{
    private readonly List<IOrderObserver> _observers = [];
    private readonly Queue<OrderEvent> _waiting = [];
    private bool _isTelling;

    public void Add(IOrderObserver observer) => _observers.Add(observer);

    public void Add(OrderEvent happened) => _waiting.Enqueue(happened);

    public void Tell()
    {
        if (_isTelling) return;

        _isTelling = true;
        try
        {
            while (_waiting.TryDequeue(out var happened))
            {
                foreach (var observer in _observers) observer.OnOrder(happened);
            }
        }
        finally
        {
            _isTelling = false;
        }
    }
}
