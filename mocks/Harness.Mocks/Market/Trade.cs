namespace Harness.Mocks.Market;

/// <summary>One printed trade.</summary>
/// <param name="Id">Unique and increasing within the listing; where the count starts follows from the seed.</param>
/// <param name="Price">In the instrument's currency.</param>
/// <param name="Quantity">In the instrument's unit.</param>
/// <param name="Side">The side that took the resting quantity.</param>
/// <param name="Time">UTC.</param>
internal readonly record struct Trade(long Id, decimal Price, decimal Quantity, Side Side, DateTimeOffset Time);
