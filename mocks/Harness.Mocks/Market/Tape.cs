namespace Harness.Mocks.Market;

/// <summary>The printed trades of a listing: the last one, and the candle of the last minute that had any.</summary>
internal sealed class Tape
{
    private readonly PriceGrid _grid;
    private long _id;
    private long _lots;
    private Side _side;
    private DateTimeOffset _time;
    private long _minute;
    private Bar _bar;

    public Tape(PriceGrid grid, long firstId)
    {
        _grid = grid;
        _id = firstId - 1;
    }

    public Trade Last => new(_id, _grid.Price(_bar.Close), _grid.Quantity(_lots), _side, _time);

    public Candle Candle => new(
        new DateTimeOffset(_minute * TimeSpan.TicksPerMinute, TimeSpan.Zero),
        _grid.Price(_bar.Open),
        _grid.Price(_bar.High),
        _grid.Price(_bar.Low),
        _grid.Price(_bar.Close),
        _grid.Quantity(_bar.Lots),
        _bar.Trades);

    public long LastTicks => _bar.Close;

    public long LastLots => _lots;

    public void Add(long ticks, long lots, Side side, DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute != _minute)
        {
            _minute = minute;
            _bar = default;
        }

        _bar.Add(ticks, lots);
        _id++;
        _lots = lots;
        _side = side;
        _time = now;
    }
}
