using System.Text.Json;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Orders from outside the wire, and what becomes of them.</summary>
internal sealed class OrderRoutes(MockHost host)
{
    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/orders", "open orders and those finished last", _ => List()),
        new("POST", "/orders", "place {protocol, account, instrument, side, type, amount, price, trigger_price, handling}; prices in the protocol's own unit, paisa on airalgo", Place),
        new("POST", "/orders/{id}/fill", "fill {quantity, price}; all that remains without a quantity; the price in the protocol's own unit, paisa on airalgo", call => Steer(call, Fill)),
        new("POST", "/orders/{id}/reject", "reject {reason}", call => Steer(call, Reject)),
        new("POST", "/orders/{id}/cancel", "cancel what remains", call => Steer(call, Cancel)),
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
        if (!OrderBody.TryRead(call.Body, host.OrderEntries, out var entry, out var request, out var error)) return AdminReply.Error(400, error);
        return World.Enter(() =>
        {
            var order = entry.Place(request, out var refusal);
            if (order is null) return AdminReply.Error(400, refusal ?? "the order was not taken");
            if (request.Handling == OrderHandling.Scripted) order = World.Desk.Acknowledge(order.Id, World.Now).Order ?? order;
            return AdminReply.Json(json => OrderJson.Write(json, order), 201);
        });
    }

    private OrderResult Fill(string id, JsonElement body) =>
        World.Desk.Fill(id, Number(body, "quantity"), Number(body, "price") / World.Desk.Find(id)!.Ticket.MoneyUnit, World.Now);

    private OrderResult Cancel(string id, JsonElement body) => World.Desk.Cancel(id, World.Now);

    private OrderResult Reject(string id, JsonElement body) => World.Desk.Reject(
        id,
        body.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "rejected on demand",
        World.Now);

    private AdminReply Steer(AdminCall call, Func<string, JsonElement, OrderResult> act)
    {
        if (!AdminBody.TryParse(call.Body.IsEmpty ? "{}"u8.ToArray() : call.Body, out var document, out var error)) return AdminReply.Error(400, error);
        using (document)
        {
            var id = call.Parameters["id"];
            foreach (var name in (string[])["quantity", "price"])
            {
                if (document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null))
                {
                    return AdminReply.Error(400, $"{name} is {value.GetRawText()}, expected a number");
                }
            }

            return World.Enter(() =>
            {
                if (World.Desk.Find(id) is null) return AdminReply.Error(404, $"no order is called '{id}'; GET {AdminApi.Prefix}/orders lists them");
                var result = act(id, document.RootElement);
                World.Intake.Publish(result);
                return result.Succeeded ? AdminReply.Json(json => OrderJson.Write(json, result.Order!)) : AdminReply.Error(409, result.Error!);
            });
        }
    }

    private static decimal? Number(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
}
