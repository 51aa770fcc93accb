namespace Harness.Mocks.Market;

/// <summary>Who moves: the buyer or the seller. Of a trade it is the side that took the resting quantity.</summary>
public enum Side
{
    /// <summary>Whoever pays.</summary>
    Buy,

    /// <summary>Whoever delivers.</summary>
    Sell,
}

internal static class Sides
{
    public static Side Opposite(this Side side) => side == Side.Buy ? Side.Sell : Side.Buy;
}
