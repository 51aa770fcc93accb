using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>One of the two endpoints of §3. They differ in the parameter that selects symbols and in the identifier that messages carry.</summary>
internal sealed class TseEndpoint
{
    private readonly Dictionary<string, Listing> _listings = [];
    private readonly Dictionary<Listing, TseTopic[]> _topics = [];

    /// <param name="clock">What messages call the time.</param>
    /// <param name="name">The endpoint's name, which is also the kind of identifier: <c>isin</c> or <c>name</c>.</param>
    /// <param name="symbolsParameter"><c>symbol_isins</c> or <c>symbol_names</c>.</param>
    /// <param name="identifierName"><c>symbolIsin</c> or <c>symbolName</c>.</param>
    /// <param name="listings">What trades here, by the protocol's own identifiers.</param>
    public TseEndpoint(EngineTime clock, string name, string symbolsParameter, string identifierName, IReadOnlyDictionary<string, Listing> listings)
    {
        Name = name;
        SymbolsParameter = symbolsParameter;
        IdentifierName = identifierName;
        foreach (var (identifier, listing) in listings)
        {
            _listings[identifier] = listing;
            _topics[listing] = [.. TseChannels.All.Select(channel => new TseTopic(clock, channel, listing, identifierName, identifier))];
        }
    }

    public string Name { get; }

    public string SymbolsParameter { get; }

    public IReadOnlyCollection<string> Identifiers => _listings.Keys;

    /// <summary>The member of a message that says what it is about.</summary>
    public string IdentifierName { get; }

    public Listing? Find(string identifier) => _listings.GetValueOrDefault(identifier);

    public TseTopic Topic(Listing listing, int channel) => _topics[listing][channel];

    /// <summary>The topic of an instrument, which may not trade at this endpoint.</summary>
    public TseTopic? FindTopic(Listing listing, int channel) => _topics.GetValueOrDefault(listing)?[channel];

    public void MarketChanged(in MarketMove move)
    {
        if (!_topics.TryGetValue(move.Listing, out var topics)) return;
        foreach (var topic in topics)
        {
            if (topic.Topic.HasSubscribers && (topic.Channel.Moves & move.Change) != MarketChange.None) topic.Publish(move.Now);
        }
    }
}
