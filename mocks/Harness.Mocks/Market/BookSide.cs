using System.Collections;

namespace Harness.Mocks.Market;

/// <summary>One side of an order book: at most <see cref="Depth"/> levels, the best first, prices strictly ordered.</summary>
internal sealed class BookSide : IReadOnlyList<BookLevel>
{
    /// <summary>How many levels a side holds, unless the allowed range has fewer prices.</summary>
    public const int Depth = 20;

    private readonly PriceGrid _grid;
    private readonly Level[] _levels = new Level[Depth];

    internal BookSide(Side side, PriceGrid grid)
    {
        _grid = grid;
        Away = side == Side.Buy ? -1 : 1;
    }

    public int Count { get; private set; }

    /// <summary>The best level. The market keeps at least one on each side at all times.</summary>
    public BookLevel Best => this[0];

    /// <summary>The direction in which this side's prices get worse: -1 for bids, 1 for asks.</summary>
    internal int Away { get; }

    internal long BestTicks => _levels[0].Ticks;

    internal long BestLots => _levels[0].Lots;

    internal long WorstTicks => _levels[Count - 1].Ticks;

    public BookLevel this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            ref readonly var level = ref _levels[index];
            return new BookLevel(_grid.Price(level.Ticks), _grid.Quantity(level.Lots), level.Orders);
        }
    }

    public IEnumerator<BookLevel> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Clear() => Count = 0;

    /// <summary>Puts a level in its place; a level at the same price is replaced, and of too many the worst is dropped.</summary>
    internal void Put(long ticks, long lots, int orders)
    {
        var at = 0;
        while (at < Count && IsBetter(_levels[at].Ticks, ticks)) at++;

        if (at == Depth) return;

        if (at == Count || _levels[at].Ticks != ticks)
        {
            if (Count < Depth) Count++;
            Array.Copy(_levels, at, _levels, at + 1, Count - at - 1);
        }

        _levels[at] = new Level(ticks, lots, orders);
    }

    /// <summary>Changes what rests at a level without moving it.</summary>
    internal void Resize(int index, long lots, int orders) => _levels[index] = new Level(_levels[index].Ticks, lots, orders);

    /// <summary>Drops every level that is better than <paramref name="ticks"/>.</summary>
    internal void DropBetterThan(long ticks)
    {
        var drop = 0;
        while (drop < Count && IsBetter(_levels[drop].Ticks, ticks)) drop++;

        DropFirst(drop);
    }

    /// <summary>Takes at most <paramref name="lots"/> from the best level and says how many it gave.</summary>
    internal long TakeFromBest(long lots)
    {
        ref var best = ref _levels[0];
        var left = best.Lots - lots;
        if (left <= 0)
        {
            var taken = best.Lots;
            DropFirst(1);
            return taken;
        }

        // The oldest orders go first. There were no more orders than lots, and in proportion there are not now.
        best = new Level(best.Ticks, left, Math.Max(1, (int)(best.Orders * left / best.Lots)));
        return lots;
    }

    private bool IsBetter(long ticks, long other) => (other - ticks) * Away > 0;

    private void DropFirst(int count)
    {
        if (count == 0) return;

        Count -= count;
        Array.Copy(_levels, count, _levels, 0, Count);
    }

    private readonly record struct Level(long Ticks, long Lots, int Orders);
}
