using Harness.Mocks.Orders;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Server;

/// <summary>
/// Where every protocol hands its orders in: scenarios get their chance before the book does, and what an order moves in the market is published.
/// </summary>
internal sealed class OrderIntake(World world)
{
    /// <param name="ticket">Its <see cref="OrderTicket.Reference"/> is the protocol's slug.</param>
    /// <param name="sessionKey">Whose order it is: a scenario's counters and state hang on it.</param>
    /// <param name="connections">Who placed it or hears about it.</param>
    public OrderResult Place(OrderTicket ticket, string sessionKey, IReadOnlyList<MockConnection> connections)
    {
        var placed = Take(ticket, sessionKey, connections);
        world.Pulse.Beat();
        return placed;
    }

    /// <summary>Tells the protocols what a call on the desk moved.</summary>
    public OrderResult Publish(OrderResult result)
    {
        if (result.Order is { } order) world.Feed.Publish(order.Listing, result.Change, world.Now);
        return result;
    }

    private OrderResult Take(OrderTicket ticket, string sessionKey, IReadOnlyList<MockConnection> connections)
    {
        if (!world.Scripts.AwaitsOrders(ticket.Reference!)) return Publish(world.Desk.Place(ticket, world.Now));

        var placed = Publish(world.Desk.Place(ticket with { Handling = OrderHandling.Scripted }, world.Now));
        if (placed is not { Succeeded: true, Order: { IsTerminal: false } order }) return placed;
        var facts = new OrderFacts
        {
            Protocol = ticket.Reference!,
            Id = order.Id,
            Json = OrderJson.ToBytes(order),
            SessionKey = sessionKey,
            Connections = [.. connections.Select(connection => connection.Scripted)],
        };
        var taken = world.Scripts.OnOrder(facts);
        return taken ? placed with { Order = world.Desk.Find(order.Id) } : Publish(world.Desk.Handle(order.Id, ticket.Handling, world.Now));
    }
}
