namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What one connection has come to: its topics, and the requests that wait for an answer.</summary>
internal sealed class AirAlgoConnection
{
    /// <summary>Requests that may wait at once; past it the oldest is given up.</summary>
    private const int MostWaiting = 1_000;

    private const int MostTopics = 100;

    private readonly LinkedList<AirAlgoRequest> _waiting = new();
    private readonly Dictionary<string, TopicState> _topics = [];

    /// <summary>The client has asked to join something.</summary>
    public bool HasTopics => _topics.Count > 0;

    public bool IsAnyJoined => _topics.Values.Any(topic => topic.IsJoined);

    /// <summary>A topic was joined at some time.</summary>
    public bool WasJoined { get; set; }

    public TopicState? Find(string? topic) => topic is null ? null : _topics.GetValueOrDefault(topic);

    public TopicState Of(string topic)
    {
        if (_topics.TryGetValue(topic, out var known)) return known;
        if (_topics.Count >= MostTopics) return new TopicState();
        return _topics[topic] = new TopicState();
    }

    public void Wait(AirAlgoRequest request)
    {
        if (_waiting.Count >= MostWaiting) _waiting.RemoveFirst();
        _waiting.AddLast(request);
    }

    public bool IsWaiting(Func<AirAlgoRequest, bool> fits) => _waiting.Any(fits);

    /// <summary>Takes the oldest request that fits.</summary>
    public AirAlgoRequest? Take(Func<AirAlgoRequest, bool> fits)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (!fits(node.Value)) continue;
            _waiting.Remove(node);
            return node.Value;
        }

        return null;
    }
}
