using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Protocols.Virtuoso.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>The Virtuoso trading system: one socket, a login by message, channels by subscription. Its orders come from outside the wire.</summary>
internal sealed class VirtuosoMock : IProtocolMock, IOrderObserver
{
    /// <summary>The document's example: 0.1 % of what is traded.</summary>
    private const decimal FeeRate = 0.001m;

    private readonly ProtocolSetting _setting;
    private readonly Dictionary<Listing, VirtuosoListing> _byListing = [];
    private readonly Dictionary<(string Exchange, string Symbol), VirtuosoListing> _bySymbol = [];

    public VirtuosoMock(ProtocolSetting setting)
    {
        _setting = setting;
        Publisher = new VirtuosoPublisher(setting.World, Json);
        Recorded = new RecordedChannels(this);
        foreach (var instrument in setting.Instruments)
        {
            var listing = new VirtuosoListing(instrument.Symbols["exchange"], instrument.Symbols["symbol"], World.Market.Find(instrument.Key)!);
            _byListing.Add(listing.Listing, listing);
            _bySymbol.Add((listing.Exchange, listing.Symbol), listing);
        }

        foreach (var account in setting.Accounts) OpenAccount(account);
        Orders = new VirtuosoOrders(this, setting);
        World.Desk.Observe(this);
        SocketEndpoints = [new SocketEndpoint(setting.Protocol.DefaultEndpoint.Path, setting.Protocol.DefaultEndpoint.Name, _ => new Admission.Accept(Start))];
    }

    public string Slug => "virtuoso";

    public IReadOnlyList<HttpEndpoint> HttpEndpoints => [];

    public IReadOnlyList<SocketEndpoint> SocketEndpoints { get; }

    public IOrderEntry Orders { get; }

    public World World => _setting.World;

    public VirtuosoJson Json { get; } = new();

    public VirtuosoPublisher Publisher { get; }

    /// <summary>Reads recorded data, and knows it where the market is not simulated.</summary>
    public RecordedChannels Recorded { get; }

    public IReadOnlyList<Account> Accounts => _setting.Accounts;

    /// <summary>Exchange status goes to everybody who listens to system events.</summary>
    public Topic SystemEvents { get; } = new();

    public IEnumerable<string> Exchanges => _bySymbol.Keys.Select(key => key.Exchange).Distinct();

    public VirtuosoListing? Find(string exchange, string symbol) => _bySymbol.GetValueOrDefault((exchange, symbol));

    public VirtuosoListing Of(Listing listing) => _byListing[listing];

    public TradingAccount TradingAccount(Account account) => World.Desk.FindAccount(AccountId(account))!;

    public void MarketChanged(in MarketMove move)
    {
        if (_byListing.TryGetValue(move.Listing, out var listing)) Publisher.MarketChanged(listing, move);
    }

    public Action? ReadRecorded(JsonElement message, ReadOnlyMemory<byte> utf8) => Recorded.Read(message, utf8);

    public void OnOrder(OrderEvent happened)
    {
        if (happened.Order.Ticket.Reference == Slug) Publisher.OrderChanged(_byListing[happened.Order.Listing], happened);
    }

    private static string AccountId(Account account) => $"virtuoso:{account.Role}";

    private VirtuosoSession Start(MockConnection connection) => new(this, connection, _setting.Options.MessagesPerSecond);

    private void OpenAccount(Account account) =>
        World.Desk.OpenAccount(new AccountTerms { Id = AccountId(account), Currency = _setting.Instruments[0].Currency, FeeRate = FeeRate });
}
