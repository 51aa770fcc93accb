using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Ime;

/// <summary>One of the two endpoints of §3. They differ in the parameter that selects contracts and in the identifier that messages carry.</summary>
internal sealed class ImeEndpoint
{
    private const MarketChange Moves = MarketChange.Book | MarketChange.Day | MarketChange.OpenInterest;

    private readonly Dictionary<string, Listing> _listings = [];
    private readonly Dictionary<Listing, ImeTopic> _topics = [];

    /// <param name="clock">What the day's figures call the time; the envelope is in UTC.</param>
    /// <param name="name">The endpoint's name, which is also the kind of identifier: <c>id</c> or <c>name</c>.</param>
    /// <param name="parameter"><c>contract_id</c> or <c>contract_name</c>.</param>
    /// <param name="identifierName"><c>contractId</c> or <c>contractName</c>.</param>
    /// <param name="listings">What trades here, by the protocol's own identifiers.</param>
    public ImeEndpoint(EngineTime clock, string name, string parameter, string identifierName, IReadOnlyDictionary<string, Listing> listings)
    {
        Name = name;
        Parameter = parameter;
        IdentifierName = identifierName;
        foreach (var (identifier, listing) in listings)
        {
            _listings[identifier] = listing;
            _topics[listing] = new ImeTopic(clock, listing, identifierName, identifier);
        }
    }

    public string Name { get; }

    public string Parameter { get; }

    /// <summary>The member of a message that says what it is about.</summary>
    public string IdentifierName { get; }

    public Listing? Find(string identifier) => _listings.GetValueOrDefault(identifier);

    public ImeTopic Topic(Listing listing) => _topics[listing];

    /// <summary>The topic of a contract, which may not trade at this endpoint.</summary>
    public ImeTopic? FindTopic(Listing listing) => _topics.GetValueOrDefault(listing);

    public void MarketChanged(in MarketMove move)
    {
        if ((move.Change & Moves) == MarketChange.None || !_topics.TryGetValue(move.Listing, out var topic)) return;
        if (topic.Topic.HasSubscribers) topic.Publish(move.Now);
    }
}
