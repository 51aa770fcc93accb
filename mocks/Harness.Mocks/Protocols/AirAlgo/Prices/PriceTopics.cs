using Harness.Mocks.Market;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo.Prices;

/// <summary>Who gets which prices. A topic comes to be with its first subscriber.</summary>
internal sealed class PriceTopics(IReadOnlyList<AirAlgoAccount> accounts, InstrumentList instruments)
{
    private readonly PhoenixWriter _writer = new();
    private readonly Dictionary<AirAlgoAccount, Dictionary<Listing, PriceTopic>> _topics = accounts.ToDictionary(account => account, _ => new Dictionary<Listing, PriceTopic>());

    /// <summary>The topic of that token number, or null where nothing trades under it.</summary>
    public PriceTopic? Find(AirAlgoAccount account, string token)
    {
        if (instruments.Find(token) is not { } instrument) return null;
        var topics = _topics[account];
        if (!topics.TryGetValue(instrument.Listing, out var topic)) topics.Add(instrument.Listing, topic = new PriceTopic(_writer, account, instrument));
        return topic;
    }

    public void MarketChanged(in MarketMove move)
    {
        if (!move.Change.HasFlag(MarketChange.Trade)) return;
        foreach (var topics in _topics.Values)
        {
            if (topics.TryGetValue(move.Listing, out var topic) && topic.Topic.HasSubscribers) topic.Publish();
        }
    }
}
