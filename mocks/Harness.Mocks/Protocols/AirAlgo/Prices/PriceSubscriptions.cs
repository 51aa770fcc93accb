using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo.Prices;

/// <summary>What one joined topic of one connection is subscribed to.</summary>
internal sealed class PriceSubscriptions(MockConnection connection, PriceTopics prices, AirAlgoAccount account)
{
    private readonly Dictionary<string, PriceTopic> _held = [];

    public IReadOnlyCollection<string> Tokens => _held.Keys;

    /// <summary>Adds the tokens that are known.</summary>
    /// <returns>All known ones, those held before included, in the order of the request.</returns>
    public IReadOnlyList<AirAlgoInstrument> Add(IEnumerable<string> tokens, out IReadOnlyList<string> unknown)
    {
        var known = new List<AirAlgoInstrument>();
        var strange = new List<string>();
        foreach (var token in tokens)
        {
            if (prices.Find(account, token) is not { } topic)
            {
                strange.Add(token);
                continue;
            }

            known.Add(topic.Instrument);
            if (_held.TryAdd(token, topic)) connection.Subscribe(topic.Topic);
        }

        unknown = strange;
        return known;
    }

    /// <returns>The tokens that were held, in the order of the request.</returns>
    public IReadOnlyList<string> Remove(IEnumerable<string> tokens)
    {
        var removed = new List<string>();
        foreach (var token in tokens)
        {
            if (!_held.Remove(token, out var topic)) continue;
            connection.Unsubscribe(topic.Topic);
            removed.Add(token);
        }

        return removed;
    }

    public void Clear() => Remove([.. _held.Keys]);
}
