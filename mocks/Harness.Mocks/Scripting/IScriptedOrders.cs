using System.Text.Json;

namespace Harness.Mocks.Scripting;

/// <summary>Steering orders. Each call answers null, or why it cannot be done (unknown order, already filled, not in this protocol).</summary>
internal interface IScriptedOrders
{
    /// <summary>The order as the admin API takes it: protocol, account, instrument, side, type, amount, price, trigger_price.</summary>
    string? Place(JsonElement order);

    /// <summary>Hands an order that a rule took back to the built-in behaviour.</summary>
    string? Pass(string order);

    string? Acknowledge(string order);

    /// <param name="order">The order's id.</param>
    /// <param name="quantity">How much; null: see <paramref name="percent"/>.</param>
    /// <param name="percent">How much of the whole amount, rounded to lots; null as well: whatever is left.</param>
    /// <param name="price">Null: the order's own price, or the market's.</param>
    string? Fill(string order, decimal? quantity, decimal? percent, decimal? price);

    string? Reject(string order, string? reason);

    string? Cancel(string order);
}
