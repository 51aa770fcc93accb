namespace Harness.Specs.Rules.AirAlgo;

/// <summary>One topic that a connection has tried to join.</summary>
internal sealed class TopicState
{
    /// <summary>More than any client subscribes; past it nothing more is learned.</summary>
    public const int Most = 20_000;

    public bool IsJoined { get; set; }

    /// <summary>Its last join was refused.</summary>
    public bool WasRefused { get; set; }

    /// <summary>A join was answered in a way that does not tell whether the topic is joined now: a second one refused, a status that is none.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Joins that have no answer yet.</summary>
    public int JoinsUnderWay { get; set; }

    /// <summary>What is subscribed, with the number of the request that last asked for it.</summary>
    public Dictionary<string, long> Subscribed { get; } = [];

    /// <summary>What was subscribed and is no longer.</summary>
    public HashSet<string> Unsubscribed { get; } = [];

    public void Subscribe(AirAlgoRequest request)
    {
        foreach (var token in request.Tokens!)
        {
            if (Subscribed.Count >= Most) return;
            Subscribed[token] = request.Sequence;
            Unsubscribed.Remove(token);
        }
    }

    /// <summary>An unsubscribe was answered: what was not asked for again since is gone.</summary>
    public void Unsubscribe(AirAlgoRequest request)
    {
        foreach (var token in request.Tokens!)
        {
            if (!Subscribed.TryGetValue(token, out var asked) || asked > request.Sequence) continue;
            Subscribed.Remove(token);
            Unsubscribed.Add(token);
        }
    }
}
