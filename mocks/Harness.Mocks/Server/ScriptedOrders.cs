using System.Text.Json;
using Harness.Mocks.Admin;
using Harness.Mocks.Orders;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Server;

/// <summary>What scenarios do to orders.</summary>
internal sealed class ScriptedOrders(World world, Func<IReadOnlyDictionary<string, IOrderEntry>> entries) : IScriptedOrders
{
    public string? Place(JsonElement order)
    {
        if (OrderBody.Read(order, entries(), out var problems) is not { } body) return string.Join("; ", problems);
        return body.Entry.Place(body.Request, out var refusal) is null ? $"{refusal}" : null;
    }

    public string? Pass(string order) => With(order, _ => world.Desk.Handle(order, OrderHandling.Book, world.Now));

    public string? Acknowledge(string order) => With(order, _ => world.Desk.Acknowledge(order, world.Now));

    public string? Fill(string order, decimal? quantity, decimal? percent, decimal? price) => With(order, known =>
    {
        var lot = known.Listing.Grid.Lot;
        var amount = quantity ?? (percent is { } part ? decimal.Round(known.Amount * part / 100 / lot, MidpointRounding.AwayFromZero) * lot : null);
        return world.Desk.Fill(order, amount, price / known.Ticket.MoneyUnit, world.Now);
    });

    public string? Reject(string order, string? reason) => With(order, _ => world.Desk.Reject(order, reason ?? "rejected on demand", world.Now));

    public string? Cancel(string order) => With(order, _ => world.Desk.Cancel(order, world.Now));

    private string? With(string id, Func<Order, OrderResult> act) =>
        world.Desk.Find(id) is { } order ? world.Intake.Publish(act(order)).Error : $"no order is called '{id}'";
}
