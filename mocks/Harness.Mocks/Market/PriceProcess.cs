namespace Harness.Mocks.Market;

/// <summary>
/// What makes one instrument's book move: a middle that wanders and is drawn back to an anchor (the day's opening price, or a price
/// that was set), and quotes that follow it. Bids stay at or below the middle and asks above it, so the book cannot cross.
/// </summary>
internal sealed class PriceProcess
{
    /// <summary>Deviation of one move of the middle, relative to the price.</summary>
    private const double Volatility = 0.0002;

    /// <summary>How much of its distance to the anchor the middle gives back in one move.</summary>
    private const double Pull = 0.001;

    private readonly RandomStream _chance;
    private readonly OrderBook _book;
    private readonly long _typicalLots;
    private long _anchor;
    private long _middle;

    /// <param name="typicalLots">What one level of the book usually holds.</param>
    public PriceProcess(RandomStream chance, OrderBook book, long typicalLots)
    {
        _chance = chance;
        _book = book;
        _typicalLots = Math.Max(1, typicalLots);
    }

    /// <summary>The widest gap between neighbouring levels, in ticks.</summary>
    private long Gap => Math.Max(1, _anchor / 20_000);

    /// <summary>Builds a new book around a price and stays near it from now on.</summary>
    public void Restart(long ticks, in TickRange range)
    {
        _anchor = ticks;
        _middle = Math.Clamp(ticks, range.Low, range.High - 1);
        _book.Bids.Clear();
        _book.Asks.Clear();
        Mend(range);
    }

    /// <summary>An opening price for a day after this close: within half a percent of it.</summary>
    public long OpeningPrice(long previousClose, in TickRange range)
    {
        var width = previousClose / 200;
        return Math.Clamp(previousClose - width + _chance.Below((2 * width) + 1), range.Low, range.High);
    }

    /// <summary>Moves the middle, brings the quotes after it and changes what rests at one level.</summary>
    public void Move(in TickRange range)
    {
        var step = (_chance.Bell() * Volatility * _anchor) + ((_anchor - _middle) * Pull);
        // Rounded by chance, so that a price of a few hundred ticks wanders as far as one of a million.
        _middle = Math.Clamp(_middle + (long)Math.Floor(step + _chance.Fraction()), range.Low, range.High - 1);
        Mend(range);

        var side = _chance.OnceIn(2) ? _book.Bids : _book.Asks;
        var index = (int)Math.Min(_chance.Below(side.Count), _chance.Below(side.Count));
        var (lots, orders) = Quote();
        side.Resize(index, lots, orders);
    }

    public Side Taker() => _chance.OnceIn(2) ? Side.Buy : Side.Sell;

    /// <summary>The quantity of one trade: mostly small, at most what a level usually holds.</summary>
    public long TradeLots() => 1 + _chance.Below(_chance.Below(_typicalLots));

    /// <summary>The quantity of an opening auction.</summary>
    public long AuctionLots() => (5 * _typicalLots) + _chance.Below(5 * _typicalLots);

    /// <summary>Takes away quotes on the wrong side of the middle, and adds quotes until both sides are near it and full.</summary>
    public void Mend(in TickRange range)
    {
        _book.Bids.DropBetterThan(_middle);
        _book.Asks.DropBetterThan(_middle + 1);
        Fill(_book.Bids, _middle, range);
        Fill(_book.Asks, _middle + 1, range);
    }

    private void Fill(BookSide side, long nearest, in TickRange range)
    {
        if (side.Count == 0 || (side.BestTicks - nearest) * side.Away > Gap)
        {
            var best = nearest + (side.Away * _chance.Below(Gap));
            Put(side, range.Contains(best) ? best : nearest);
        }

        while (side.Count < BookSide.Depth)
        {
            var next = side.WorstTicks + (side.Away * (1 + _chance.Below(Gap)));
            if (!range.Contains(next)) break;

            Put(side, next);
        }
    }

    private void Put(BookSide side, long ticks)
    {
        var (lots, orders) = Quote();
        side.Put(ticks, lots, orders);
    }

    /// <summary>A level's quantity and the number of orders it is made of: one lot an order at least.</summary>
    private (long Lots, int Orders) Quote()
    {
        var lots = 1 + _chance.Below(2 * _typicalLots);
        return (lots, 1 + (int)_chance.Below(Math.Min(lots, 12)));
    }
}
