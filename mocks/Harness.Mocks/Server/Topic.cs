using Harness.Mocks.Journal;
using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>The connections that get one and the same message: it is rendered, framed and written down once.</summary>
internal sealed class Topic
{
    private readonly List<MockConnection> _subscribers = [];

    public bool HasSubscribers => _subscribers.Count > 0;

    public IReadOnlyList<MockConnection> Subscribers => _subscribers;

    /// <summary>What was published here.</summary>
    public JournalTopic Journal { get; } = new();

    public void Add(MockConnection connection)
    {
        _subscribers.Add(connection);
        connection.Part.Hold(this);
    }

    public void Remove(MockConnection connection)
    {
        if (_subscribers.Remove(connection)) connection.Part.LetGo(this);
    }

    public void Publish(WireMessage message)
    {
        if (HasSubscribers) _subscribers[0].Broadcaster.Publish(this, message);
    }
}
