using System.Diagnostics.CodeAnalysis;
using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>What came of a call on one order.</summary>
/// <param name="Order">The order after the call; null if there is none.</param>
/// <param name="Error">Why nothing was done, for people to read; null if it was done. A rejected order is no error.</param>
/// <param name="Change">What the call changed on the order's listing: a fill prints a trade.</param>
internal sealed record OrderResult(Order? Order, string? Error, MarketChange Change)
{
    [MemberNotNullWhen(true, nameof(Order))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;
}
