namespace Harness.Mocks.Market;

/// <summary>One aggregated price level of an order book.</summary>
/// <param name="Price">In the instrument's currency, on its tick grid.</param>
/// <param name="Quantity">Total resting quantity, in the instrument's unit; greater than zero.</param>
/// <param name="Orders">How many orders make it up; at least one.</param>
internal readonly record struct BookLevel(decimal Price, decimal Quantity, int Orders);
