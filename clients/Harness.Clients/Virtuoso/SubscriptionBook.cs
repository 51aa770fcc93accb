namespace Harness.Clients.Virtuoso;

/// <summary>What is subscribed, by the unit in which the protocol counts it, so that a reconnect asks for everything once.</summary>
internal sealed class SubscriptionBook
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<(string Channel, string? Exchange, string? Symbol), (string? Type, int? Depth)> _entries = [];

    /// <summary>Whether nothing of it would be new.</summary>
    public bool Covers(VirtuosoSubscription subscription)
    {
        lock (_gate)
            return Keys(subscription).All(key => _entries.TryGetValue(key, out var how) && how == (subscription.Type, subscription.Depth));
    }

    public void Add(VirtuosoSubscription subscription)
    {
        lock (_gate)
        {
            foreach (var key in Keys(subscription))
                _entries[key] = (subscription.Type, subscription.Depth);
        }
    }

    public void Remove(VirtuosoSubscription subscription)
    {
        lock (_gate)
        {
            foreach (var key in Keys(subscription))
                _entries.Remove(key);
        }
    }

    /// <summary>Everything, in as few requests as its channels, exchanges and parameters allow.</summary>
    public IReadOnlyList<VirtuosoSubscription> All()
    {
        lock (_gate)
        {
            var byChannel = _entries
                .GroupBy(entry => (entry.Key.Channel, entry.Key.Exchange, entry.Value.Type, entry.Value.Depth))
                .Select(group => (group.Key, Symbols: group.Select(entry => entry.Key.Symbol).OfType<string>().ToArray()));
            return
            [
                .. byChannel
                    .GroupBy(one => (one.Key.Exchange, one.Key.Type, one.Key.Depth, Symbols: string.Join('\n', one.Symbols)))
                    .Select(group => new VirtuosoSubscription(
                        [.. group.Select(one => one.Key.Channel)], group.Key.Exchange, group.First().Symbols)
                    {
                        Type = group.Key.Type,
                        Depth = group.Key.Depth,
                    }),
            ];
        }
    }

    private static IEnumerable<(string Channel, string? Exchange, string? Symbol)> Keys(VirtuosoSubscription subscription) =>
        subscription.Channels.SelectMany(channel => channel == VirtuosoChannel.SystemEvents
            ? [(channel, null, null)]
            : subscription.Symbols.Select(symbol => (channel, (string?)subscription.Exchange, (string?)symbol)));
}
