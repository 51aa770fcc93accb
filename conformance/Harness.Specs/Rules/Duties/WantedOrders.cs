using System.Text.Json;
using Harness.Fixtures.Json;

namespace Harness.Specs.Rules.Duties;

/// <summary>
/// How often each order of a client's task has been submitted. A submission is of the order all of whose fields it has, numbers by value: in another order,
/// with <c>20.0</c> for <c>20</c> or with a field of the client's own it is still the same one. What is in no task is the client's own affair.
/// </summary>
internal sealed class WantedOrders
{
    private readonly List<WantedOrder> _orders = [];

    public WantedOrders(IReadOnlyList<JsonElement> orders)
    {
        foreach (var order in orders)
        {
            if (_orders.Find(known => JsonSame.Value(known.Fields, order)) is { } twin) twin.Left++;
            else _orders.Add(new WantedOrder(order));
        }
    }

    /// <summary>Counts a submission; null where the task has no such order.</summary>
    public WantedOrder? Take(string order)
    {
        var taken = Find(order);
        if (taken is not null) taken.Left--;
        return taken;
    }

    /// <summary>Counts it no more.</summary>
    public void GiveBack(string order)
    {
        if (Find(order) is { } taken) taken.Left++;
    }

    private WantedOrder? Find(string order)
    {
        if (_orders.Count == 0) return null;
        var fields = JsonElement.Parse(order);
        return _orders.Find(wanted => wanted.IsIn(fields));
    }
}

/// <summary>One order, however often the task has it.</summary>
internal sealed class WantedOrder(JsonElement fields)
{
    public JsonElement Fields => fields;

    /// <summary>How often it is still to be submitted; below zero where that was too often.</summary>
    public int Left { get; set; } = 1;

    public bool IsSurplus => Left < 0;

    public bool IsIn(JsonElement submitted) =>
        fields.EnumerateObject().All(field => submitted.TryGetProperty(field.Name, out var value) && JsonSame.Value(value, field.Value));
}
