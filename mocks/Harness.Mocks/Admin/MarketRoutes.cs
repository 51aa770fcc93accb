using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>What trades, and whether it does.</summary>
internal sealed class MarketRoutes(MockHost host)
{
    private World World => host.World;

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/market", "every instrument, its last price and whether its exchange trades", _ => Show()),
        new("POST", "/market/open", "opens every exchange", _ => Order(open: true)),
        new("POST", "/market/close", "closes every exchange", _ => Order(open: false)),
        new("POST", "/market/interrupt", "fails the feed behind every connection, as far as its document knows that", _ => Interrupt()),
    ];

    private AdminReply Show() => World.Enter(() => AdminReply.Json(json =>
    {
        json.WriteStartArray("instruments");
        foreach (var listing in World.Market.Listings)
        {
            json.WriteStartObject();
            json.WriteString("key", listing.Key);
            json.WriteNumber("last", listing.Day.Last);
            json.WriteString("hours", listing.Hours.Name);
            json.WriteBoolean("open", World.Exchanges.IsOpen(listing.Hours));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    private AdminReply Interrupt()
    {
        World.Enter(() =>
        {
            foreach (var connection in World.Connections.All) connection.FailFeed();
        });
        return AdminReply.Json(json => json.WriteString("status", "interrupted"));
    }

    private AdminReply Order(bool open)
    {
        World.Enter(() => World.Exchanges.Order(open));
        return AdminReply.Json(json => json.WriteBoolean("open", open));
    }
}
