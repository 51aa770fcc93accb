using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>The connections that get one and the same message: it is rendered and framed once, their outboxes hold references.</summary>
internal sealed class Topic
{
    private readonly List<MockConnection> _subscribers = [];

    public bool HasSubscribers => _subscribers.Count > 0;

    public void Add(MockConnection connection) => _subscribers.Add(connection);

    public void Remove(MockConnection connection) => _subscribers.Remove(connection);

    public void Publish(WireMessage message)
    {
        // Backwards: a subscriber whose outbox overflows is cut and leaves the list while we walk it.
        for (var i = _subscribers.Count - 1; i >= 0; i--)
        {
            if (i < _subscribers.Count) _subscribers[i].Send(message);
        }
    }
}
