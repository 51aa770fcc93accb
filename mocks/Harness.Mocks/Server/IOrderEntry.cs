using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Server;

/// <summary>How orders enter a protocol from outside the wire: through the admin API or a scenario.</summary>
internal interface IOrderEntry
{
    /// <summary>Places an order as one of the protocol's accounts.</summary>
    /// <returns>The order, or in <paramref name="refusal"/> which field is wrong and what was expected. An order that is rejected is no error.</returns>
    Order? Place(OrderRequest request, out OrderRefusal? refusal);
}

/// <summary>An order as a person writes it. Prices and amounts in the protocol's own units.</summary>
/// <param name="Account">An account's role, key, or id (<c>virtuoso:demo</c>); null takes the protocol's first that may trade.</param>
/// <param name="Instrument">In the protocol's own words or the market's: <c>BTCUSDT</c>, <c>binance:BTCUSDT</c>, <c>2885</c>, <c>nse:RELIANCE</c>.</param>
/// <param name="Handling">Who decides what becomes of it.</param>
internal sealed record OrderRequest(
    string? Account, string Instrument, Side Side, OrderType Type, decimal Amount, decimal? Price, decimal? TriggerPrice, OrderHandling Handling);
