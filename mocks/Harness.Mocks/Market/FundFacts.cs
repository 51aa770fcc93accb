namespace Harness.Mocks.Market;

/// <summary>A fund's net asset value and size.</summary>
internal sealed class FundFacts
{
    private readonly PriceGrid _grid;
    private long _nav;

    internal FundFacts(PriceGrid grid, long units, long nav, DateTimeOffset now)
    {
        _grid = grid;
        Units = units;
        Set(nav, now);
    }

    /// <summary>Net asset value of one unit, in the fund's currency.</summary>
    public decimal Nav => _grid.Price(_nav);

    /// <summary>Issued units.</summary>
    public long Units { get; }

    /// <summary>Exactly <see cref="Nav"/> times <see cref="Units"/>.</summary>
    public decimal MarketCapitalisation => Nav * Units;

    /// <summary>When the value was determined, UTC.</summary>
    public DateTimeOffset AsOf { get; private set; }

    internal void Set(long nav, DateTimeOffset now)
    {
        _nav = nav;
        AsOf = now;
    }
}
