namespace Harness.Mocks.Orders;

/// <summary>Received → Open → PartiallyFilled* → Filled or Canceled; or Rejected, as long as nothing was filled.</summary>
public enum OrderStatus
{
    /// <summary>Handed in, not yet acknowledged: only a scripted order stays here.</summary>
    Received,
    Open,
    PartiallyFilled,
    Filled,
    Canceled,
    Rejected,
}
