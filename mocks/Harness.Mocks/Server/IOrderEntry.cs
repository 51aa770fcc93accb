using Harness.Mocks.Market;
using Harness.Mocks.Orders;

namespace Harness.Mocks.Server;

/// <summary>How orders enter a protocol from outside the wire: through the admin API or a scenario.</summary>
internal interface IOrderEntry
{
    /// <summary>Places an order as one of the protocol's accounts.</summary>
    /// <returns>The order, or in <paramref name="error"/> which field is wrong and what was expected. An order that is rejected is no error.</returns>
    Order? Place(OrderRequest request, out string? error);
}

/// <summary>An order as a person writes it. Prices and amounts in the protocol's own units.</summary>
/// <param name="Account">Role or key of an account; null takes the protocol's first.</param>
/// <param name="Instrument">In the protocol's own words; <c>exchange:symbol</c> where it has exchanges.</param>
/// <param name="Handling">Who decides what becomes of it.</param>
internal sealed record OrderRequest(
    string? Account, string Instrument, Side Side, OrderType Type, decimal Amount, decimal? Price, decimal? TriggerPrice, OrderHandling Handling);
