namespace Harness.Specs.Rules.Odin;

/// <summary>What is known of one connection to the endpoint.</summary>
internal sealed class OdinConnection
{
    private const int MostPending = 10_000;

    private readonly List<OdinRequest> _pending = [];
    private readonly List<OdinRequest> _refused = [];

    /// <summary>The id in the query; null where it has none, or several.</summary>
    public string? OwnId { get; init; }

    /// <summary>Its query names no id.</summary>
    public bool HasNoId { get; init; }

    /// <summary>The client's own id, or the first that the server names.</summary>
    public string? ClientId { get; set; }

    /// <summary>Whose subscriptions these are; one of its own until the id is known.</summary>
    public OdinClient Client { get; set; } = new();

    public bool IsGreeted { get; set; }

    /// <summary>The server has sent binary frames, in which its answers may have been: nobody here reads them.</summary>
    public bool SpeaksBinary { get; set; }

    /// <summary>How many subscriptions the greeting says came back; null where it does not say.</summary>
    public decimal? Restored { get; set; }

    /// <summary>What the server last said about the market here.</summary>
    public bool? MarketOpen { get; set; }

    /// <summary>When it said so.</summary>
    public long MarketSince { get; set; }

    /// <summary>Requests that nobody has answered yet, the oldest first.</summary>
    public IReadOnlyList<OdinRequest> Pending => _pending;

    public bool IsChanging => _pending.Exists(request => request.Kind is RequestKind.Subscribe or RequestKind.Unsubscribe);

    public void Add(OdinRequest request)
    {
        if (_pending.Count >= MostPending) _pending.RemoveAt(0);
        _pending.Add(request);
    }

    /// <summary>The request that a message answers. Servers answer in order; of an error, the oldest request that calls for one gets it.</summary>
    public OdinRequest? Answer(OdinMessage message)
    {
        switch (message.Type)
        {
            case "subscription_response":
                var action = OdinMessage.Text(message.Data, "action"u8);
                return Take(request => request.Kind is RequestKind.Subscribe or RequestKind.Unsubscribe && (action is not ("subscribe" or "unsubscribe") || request.Action == action))
                    ?? TakeRefused()
                    ?? Take(request => request.Kind is RequestKind.Subscribe or RequestKind.Unsubscribe);
            case "subscriptions":
                return Take(request => request.Kind == RequestKind.GetSubscriptions);
            case "market_status":
                return Take(request => request.Kind == RequestKind.MarketStatus);
            case "pong":
                return Take(request => request.Kind == RequestKind.Ping);
            case "error":
                var refused = Take(request => request.CallsForError) ?? Take(_ => true);
                if (refused is { Kind: RequestKind.Subscribe, IsEmpty: false }) _refused.Add(refused);
                return refused;
            default:
                return null;
        }
    }

    /// <summary>An error about some stocks may come before the answer for the others.</summary>
    private OdinRequest? TakeRefused()
    {
        if (_refused.Count == 0) return null;
        var request = _refused[0];
        _refused.RemoveAt(0);
        return request;
    }

    private OdinRequest? Take(Predicate<OdinRequest> fits)
    {
        var index = _pending.FindIndex(fits);
        if (index < 0) return null;
        var request = _pending[index];
        _pending.RemoveAt(index);
        return request;
    }
}
