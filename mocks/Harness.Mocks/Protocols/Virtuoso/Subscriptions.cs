using System.Diagnostics.CodeAnalysis;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Protocols.Virtuoso.Messages;
using Harness.Mocks.Protocols.Virtuoso.Requests;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>What one connection is subscribed to: (channel, exchange, symbol), each at most once.</summary>
internal sealed class Subscriptions(VirtuosoMock mock, MockConnection connection)
{
    private readonly Dictionary<(string Channel, string? Exchange, string? Symbol), Topic> _topics = [];

    public IReadOnlyCollection<string> Symbols => [.. _topics.Keys.Select(key => key.Symbol ?? key.Channel).Distinct()];

    /// <summary>A request is served whole or not at all: everything is checked before anything changes.</summary>
    public bool Check(SubscriptionRequest request, Account account, bool isSubscribe, [NotNullWhen(false)] out RequestFault? fault)
    {
        fault = null;
        if (isSubscribe && account.Is("read-only") && request.Words.FirstOrDefault(IsPrivate) is { } word)
        {
            fault = new RequestFault(RequestFault.Forbidden, $"The channel {word} needs a key with the permission Trading");
        }
        else if (request.Exchange is { } exchange && !mock.Exchanges.Contains(exchange))
        {
            fault = new RequestFault(RequestFault.NotFound, $"Unknown exchange: {exchange}");
        }
        else if (request.Symbols.FirstOrDefault(symbol => mock.Find(request.Exchange!, symbol) is null) is { } unknown)
        {
            fault = new RequestFault(RequestFault.NotFound, $"Unknown symbol: {unknown}");
        }

        return fault is null;
    }

    public void Add(SubscriptionRequest request, Account account)
    {
        foreach (var (key, at) in Keys(request))
        {
            var topic = TopicOf(key.Channel, at, request.Depth, account);
            if (_topics.TryGetValue(key, out var held))
            {
                if (held == topic) continue;
                connection.Unsubscribe(held);
            }

            _topics[key] = topic;
            connection.Subscribe(topic);
            SendFirst(key.Channel, at, request.Depth, account);
        }
    }

    public void Remove(SubscriptionRequest request, Account account)
    {
        foreach (var (key, _) in Keys(request))
        {
            if (_topics.Remove(key, out var topic)) connection.Unsubscribe(topic);
        }
    }

    private static bool IsPrivate(string channel) => channel is "orders" or "positions";

    private IEnumerable<((string Channel, string? Exchange, string? Symbol) Key, VirtuosoListing? At)> Keys(SubscriptionRequest request)
    {
        foreach (var channel in request.Words)
        {
            if (channel == SubscriptionRequest.SystemEvents)
            {
                yield return ((channel, null, null), null);
                continue;
            }

            foreach (var symbol in request.Symbols) yield return ((channel, request.Exchange, symbol), mock.Find(request.Exchange!, symbol));
        }
    }

    private Topic TopicOf(string channel, VirtuosoListing? at, int depth, Account account) => channel switch
    {
        "market_data" => at!.Tickers,
        "orderbook" => at!.Book(depth),
        "trades" => at!.Trades,
        "orders" => at!.Orders(mock.TradingAccount(account)),
        "positions" => at!.Position(mock.TradingAccount(account)),
        _ => mock.SystemEvents,
    };

    /// <summary>What is known already is told at once; trades and orders are told as they happen.</summary>
    private void SendFirst(string channel, VirtuosoListing? at, int depth, Account account)
    {
        var now = mock.World.Now;
        switch (channel)
        {
            case "market_data" or "orderbook" when mock.World.Recorded is not null:
                if (mock.Recorded.First(channel, at!, depth) is { } last) connection.Send(last);
                break;
            case "market_data":
                connection.Send(mock.Publisher.Ticker(at!, now));
                break;
            case "orderbook":
                connection.Send(mock.Publisher.Book(at!, depth, now));
                break;
            case "positions" when mock.TradingAccount(account).Position(at!.Listing) is { Amount: not 0 } position:
                connection.Send(mock.Publisher.Position(at, position, now));
                break;
            case SubscriptionRequest.SystemEvents:
                foreach (var exchange in mock.Exchanges) connection.Send(new SystemEvents(mock.Json).ConnectionStatus(exchange, "connected", now));
                break;
        }
    }
}
