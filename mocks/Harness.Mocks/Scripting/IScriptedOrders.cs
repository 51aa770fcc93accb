using System.Text.Json;

namespace Harness.Mocks.Scripting;

/// <summary>Steering orders. Each call answers null, or why it cannot be done (unknown order, already filled, not in this protocol).</summary>
internal interface IScriptedOrders
{
    /// <summary>The order as the admin API takes it: protocol, account, instrument, side, type, amount, price, trigger_price.</summary>
    string? Place(JsonElement order);

    string? Acknowledge(string order);

    /// <param name="order">The order's id.</param>
    /// <param name="quantity">Null: whatever is left.</param>
    /// <param name="price">Null: the order's own price, or the market's.</param>
    string? Fill(string order, decimal? quantity, decimal? price);

    string? Reject(string order, string? reason);

    string? Cancel(string order);
}
