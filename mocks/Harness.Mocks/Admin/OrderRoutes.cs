using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Orders from outside the wire, and what becomes of them.</summary>
internal sealed class OrderRoutes(MockHost host)
{
    private static readonly Dictionary<int, string> NotNow = new() { [404] = "no order has that id", [409] = "it is too late for that" };

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/orders", "open orders and those finished last", _ => List()) { Answers = [new("Orders", "in the order they were placed")] },
        new("POST", "/orders", "place {protocol, account, instrument, side, type, amount, price, trigger_price, handling}; prices in the protocol's own unit, paisa on airalgo", Place)
        {
            Body = new("PlaceOrder"),
            Answers = [new("Order", "the order as it is now: status rejected, with the reason, where the account or the market does not bear it", 201)],
        },
        new("POST", "/orders/{id}/fill", "fill {quantity, price}; all that remains without a quantity; the price in the protocol's own unit, paisa on airalgo", call => Steer(call, Fill))
        {
            Body = new("Fill", IsRequired: false),
            Answers = [new("Order", "the order")],
            Refusals = NotNow,
        },
        new("POST", "/orders/{id}/reject", "reject {reason}", call => Steer(call, Reject))
        {
            Body = new("Reject", IsRequired: false),
            Answers = [new("Order", "the order")],
            Refusals = NotNow,
        },
        new("POST", "/orders/{id}/cancel", "cancel what remains", call => Steer(call, Cancel)) { Answers = [new("Order", "the order")], Refusals = NotNow },
    ];

    private World World => host.World;

    private AdminReply List() => AdminReply.Json(json => World.Enter(() =>
    {
        json.WriteStartArray("orders");
        foreach (var order in World.Desk.Orders)
        {
            json.WriteStartObject();
            OrderJson.Write(json, order);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    private AdminReply Place(AdminCall call)
    {
        if (OrderBody.Read(call.Body, host.OrderEntries, out var problems) is not { } body) return AdminReply.Error(problems[0]);
        return World.Enter(() =>
        {
            var order = body.Entry.Place(body.Request, out var refusal);
            if (order is null) return AdminReply.Error(AdminProblem.At($"/{refusal!.Field}", refusal.Expected, refusal.Actual));
            if (body.Request.Handling == OrderHandling.Scripted) order = World.Desk.Acknowledge(order.Id, World.Now).Order ?? order;
            return AdminReply.Json(json => OrderJson.Write(json, order), 201);
        });
    }

    private OrderResult Fill(string id, AdminCall call) =>
        World.Desk.Fill(id, call.Number("quantity"), call.Number("price") / World.Desk.Find(id)!.Ticket.MoneyUnit, World.Now);

    private OrderResult Cancel(string id, AdminCall call) => World.Desk.Cancel(id, World.Now);

    private OrderResult Reject(string id, AdminCall call) => World.Desk.Reject(id, call.Text("reason") ?? "rejected on demand", World.Now);

    private AdminReply Steer(AdminCall call, Func<string, AdminCall, OrderResult> act) => World.Enter(() =>
    {
        var id = call.Parameters["id"];
        if (World.Desk.Find(id) is null) return AdminReply.Error(404, $"no order is called '{id}'; GET {AdminApi.Prefix}/orders lists them");
        var result = World.Intake.Publish(act(id, call));
        return result.Succeeded ? AdminReply.Json(json => OrderJson.Write(json, result.Order!)) : AdminReply.Error(409, result.Error!);
    });
}
