namespace Harness.Mocks.Market;

/// <summary>Aggregated bids (highest first) and asks (lowest first). The best bid is always below the best ask.</summary>
internal sealed class OrderBook
{
    internal OrderBook(PriceGrid grid)
    {
        Bids = new BookSide(Side.Buy, grid);
        Asks = new BookSide(Side.Sell, grid);
    }

    public BookSide Bids { get; }

    public BookSide Asks { get; }

    /// <summary>The side that somebody who buys or sells at once meets: a buyer meets the asks.</summary>
    public BookSide Against(Side taker) => taker == Side.Buy ? Asks : Bids;
}
