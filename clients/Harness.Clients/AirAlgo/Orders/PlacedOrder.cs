using Harness.Clients.AirAlgo.Payloads;

namespace Harness.Clients.AirAlgo.Orders;

/// <summary>An order that the server has answered.</summary>
/// <param name="First">The first response: pending, or rejected at once.</param>
/// <param name="Completion">
/// Completes with the response that says executed or rejected, at once where <paramref name="First"/> does. It waits through
/// reconnections; what the server says while there is no connection may never come, so wait with a limit.
/// </param>
public sealed record PlacedOrder(OrderResponse First, Task<OrderResponse> Completion);
