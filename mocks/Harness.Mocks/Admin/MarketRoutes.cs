using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>What trades, whether it does, and at what price.</summary>
internal sealed class MarketRoutes(MockHost host)
{
    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/market", "every instrument, its last price and whether its exchange trades", _ => Show()) { Answers = [new("Market", "in the market's own order")] },
        new("POST", "/market/open", "opens every exchange", _ => Order(open: true)) { Answers = [new("MarketOpen", "open")] },
        new("POST", "/market/close", "closes every exchange", _ => Order(open: false)) { Answers = [new("MarketOpen", "closed")] },
        new("POST", "/market/interrupt", "fails the feed behind every connection, as far as its document knows that", _ => Interrupt()) { Answers = [new("Status", "interrupted")] },
        new("POST", "/market/price", "moves an {instrument} to a {price}, with its {protocol} where the name is not one's alone", SetPrice)
        {
            Body = new("Price"),
            Answers = [new("Instrument", "the instrument at that price")],
            Refusals = new Dictionary<int, string> { [404] = "no instrument is called that" },
        },
    ];

    private World World => host.World;

    private AdminReply Show() => World.Enter(() =>
    {
        var names = new InstrumentNames(host.Catalogue);
        return AdminReply.Json(json =>
        {
            json.WriteStartArray("instruments");
            foreach (var listing in World.Market.Listings)
            {
                json.WriteStartObject();
                names.Write(json, listing, World);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    });

    private AdminReply SetPrice(AdminCall call)
    {
        var names = new InstrumentNames(host.Catalogue);
        var (instrument, protocol) = (call.Text("instrument")!, call.Text("protocol"));
        if (protocol is not null && !host.Slugs.Contains(protocol)) return AdminReply.Error(AdminProblem.At("/protocol", $"one of {string.Join(", ", host.Slugs)}", protocol));
        var keys = names.Find(instrument, protocol);
        if (keys.Count == 0) return AdminReply.Error(AdminProblem.At("/instrument", $"a name of GET {AdminApi.Prefix}/market{names.Hint(instrument)}", instrument), 404);
        if (keys.Count > 1) return AdminReply.Error(AdminProblem.At("/instrument", $"a name of one instrument alone, such as {string.Join(" or ", keys)}, or a protocol beside it", instrument));
        if (call.Number("price") is not { } price) return AdminReply.Error(AdminProblem.At("/price", "a number that a price can be", call.Member("price")));
        return World.Enter(() =>
        {
            var listing = World.Market.Find(keys[0])!;
            if (!World.Market.TrySetPrice(listing, price, World.Now, out var change, out var error)) return AdminReply.Error(AdminProblem.At("/price", error.Split(": expected ")[^1], $"{price}"));
            World.Feed.Publish(listing, change | World.Desk.Match(listing, change), World.Now);
            return AdminReply.Json(json => names.Write(json, listing, World));
        });
    }

    private AdminReply Interrupt()
    {
        World.Enter(() =>
        {
            foreach (var connection in World.Connections.All) connection.FailFeed();
        });
        return AdminReply.Done("interrupted");
    }

    private AdminReply Order(bool open)
    {
        World.Enter(() => World.Exchanges.Order(open));
        return AdminReply.Json(json => json.WriteBoolean("open", open));
    }
}
