namespace Harness.Mocks.Orders;

/// <summary>Received → Open → PartiallyFilled* → Filled or Canceled; or Rejected, as long as nothing was filled.</summary>
public enum OrderStatus
{
    /// <summary>Handed in, not yet acknowledged: only a scripted order stays here.</summary>
    Received,

    /// <summary>Acknowledged; nothing is filled.</summary>
    Open,

    /// <summary>A part is filled, and the rest is open.</summary>
    PartiallyFilled,

    /// <summary>All of it is filled.</summary>
    Filled,

    /// <summary>What was left is called off.</summary>
    Canceled,

    /// <summary>It was not taken.</summary>
    Rejected,
}
