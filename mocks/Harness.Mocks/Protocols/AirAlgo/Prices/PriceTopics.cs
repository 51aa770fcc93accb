using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;
using Harness.Wire;

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

    /// <summary>A recorded push of prices, or null where it is none of tokens known here. Whoever was recorded, every key gets it as its own.</summary>
    /// <param name="publish">Brings one message to one topic.</param>
    /// <param name="remember">Is told each token's price.</param>
    public Action? ReadRecorded(JsonElement message, Action<Topic, WireMessage> publish, Action<string, JsonElement> remember)
    {
        if (!message.TryGetProperty("event", out var word) || !word.ValueEquals("ltp") || !message.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object) return null;
        var prices = payload.EnumerateObject().Where(price => price.Value.ValueKind == JsonValueKind.Object && instruments.Find(price.Name) is not null).ToList();
        if (prices.Count == 0) return null;
        return () =>
        {
            foreach (var price in prices)
            {
                remember(price.Name, price.Value);
                foreach (var account in accounts)
                {
                    if (Find(account, price.Name) is { Topic.HasSubscribers: true } topic) publish(topic.Topic, topic.Recorded(price.Value));
                }
            }
        };
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
