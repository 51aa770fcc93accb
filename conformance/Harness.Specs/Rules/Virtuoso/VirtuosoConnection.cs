namespace Harness.Specs.Rules.Virtuoso;

/// <summary>What is known of one connection.</summary>
internal sealed class VirtuosoConnection
{
    private const int Most = 10_000;

    private readonly List<VirtuosoRequest> _waiting = [];
    private readonly Dictionary<SubscriptionKey, VirtuosoRequest> _subscribed = [];
    private readonly HashSet<SubscriptionKey> _dropped = [];

    /// <summary>When the server said that it had authenticated.</summary>
    public long? AuthenticatedAt { get; set; }

    /// <summary>The client has sent an authenticate message.</summary>
    public bool HasTried { get; set; }

    public bool IsAuthenticated => AuthenticatedAt is not null;

    /// <summary>Subscriptions that were acknowledged, each with its latest request.</summary>
    public IReadOnlyDictionary<SubscriptionKey, VirtuosoRequest> Subscribed => _subscribed;

    public bool IsWaitingFor(RequestKind kind) => _waiting.Exists(request => request.Kind == kind);

    public void Wait(VirtuosoRequest request)
    {
        if (_waiting.Count < Most) _waiting.Add(request);
    }

    /// <summary>Takes the first request that fits out of those that wait; what has waited for long is forgotten first.</summary>
    public VirtuosoRequest? Answer(long now, Predicate<VirtuosoRequest> fits)
    {
        _waiting.RemoveAll(request => now - request.Frame.T > Seconds.Of(30));
        var index = _waiting.FindIndex(fits);
        if (index < 0) return null;
        var request = _waiting[index];
        _waiting.RemoveAt(index);
        return request;
    }

    public void Subscribe(VirtuosoRequest request)
    {
        foreach (var key in request.Keys)
        {
            if (_subscribed.Count < Most) _subscribed[key] = request;
            _dropped.Remove(key);
        }
    }

    public void Unsubscribe(VirtuosoRequest request)
    {
        foreach (var key in request.Keys)
        {
            _subscribed.Remove(key);
            if (_dropped.Count < Most) _dropped.Add(key);
        }
    }

    /// <summary>Whether that data is subscribed, or asked for and not yet acknowledged.</summary>
    public bool Covers(SubscriptionKey data)
    {
        if (_subscribed.ContainsKey(data)) return true;
        foreach (var key in _subscribed.Keys)
        {
            if (key.Covers(data)) return true;
        }

        return _waiting.Exists(request => request.Kind == RequestKind.Subscribe && request.Keys.Any(key => key.Covers(data)));
    }

    /// <summary>Whether that data was subscribed once and is no longer.</summary>
    public bool WasDropped(SubscriptionKey data)
    {
        foreach (var key in _dropped)
        {
            if (key.Covers(data)) return true;
        }

        return false;
    }
}
