using Harness.Clients.AirAlgo.Payloads;

namespace Harness.Clients.AirAlgo.Orders;

/// <summary>
/// Matches responses to orders. A response carries no reference of ours: the first one finds its order by what was ordered, oldest first,
/// and from then on the order's number tells.
/// </summary>
internal sealed class OrderDesk
{
    private readonly Lock _gate = new();
    private readonly List<Ticket> _unanswered = [];
    private readonly Dictionary<long, TaskCompletionSource<OrderResponse>> _open = [];

    /// <summary>An order that is about to be sent.</summary>
    public Ticket Open(string reference, Func<OrderResponse, bool> matches)
    {
        var ticket = new Ticket(reference, matches);
        lock (_gate)
            _unanswered.Add(ticket);
        return ticket;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget(Ticket ticket)
    {
        lock (_gate)
            _unanswered.Remove(ticket);
    }

    public void Responded(OrderResponse response)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(response.OrderNumber, out var completion))
            {
                if (_unanswered.Find(ticket => ticket.Matches(response)) is not { } ticket)
                    return;
                _unanswered.Remove(ticket);
                completion = NewCompletion();
                _open.Add(response.OrderNumber, completion);
                ticket.First.TrySetResult(new PlacedOrder(response, completion.Task));
            }
            if (response.IsTerminal() && _open.Remove(response.OrderNumber))
                completion.TrySetResult(response);
        }
    }

    /// <summary>The server refused a message as such. False when it was no order.</summary>
    public bool Refused(string reference, AirAlgoException refusal)
    {
        lock (_gate)
        {
            if (_unanswered.Find(ticket => ticket.Reference == reference) is not { } ticket)
                return false;
            _unanswered.Remove(ticket);
            ticket.First.TrySetException(refusal);
            return true;
        }
    }

    /// <summary>No first response will come any more.</summary>
    public void Lost(Exception reason)
    {
        lock (_gate)
        {
            foreach (var ticket in _unanswered)
                ticket.First.TrySetException(new OrderFateUnknownException("The connection was lost before the order was answered.", reason));
            _unanswered.Clear();
        }
    }

    /// <summary>Nothing will come any more.</summary>
    public void Ended(Exception reason)
    {
        Lost(reason);
        lock (_gate)
        {
            foreach (var completion in _open.Values)
                completion.TrySetException(reason);
            _open.Clear();
        }
    }

    private static TaskCompletionSource<OrderResponse> NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal sealed class Ticket(string reference, Func<OrderResponse, bool> matches)
    {
        public string Reference { get; } = reference;

        public Func<OrderResponse, bool> Matches { get; } = matches;

        public TaskCompletionSource<PlacedOrder> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
