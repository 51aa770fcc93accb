namespace Harness.Mocks.Server;

/// <summary>
/// When each message of a feed is due: evenly, but where a burst speeds it up. Counted from the start, so that no rounding adds up however long it runs.
/// </summary>
internal sealed class Pace
{
    private readonly double _perSecond;
    private readonly RateBurst? _burst;

    /// <param name="perSecond">Messages a second outside bursts; 0 for a feed that stands still.</param>
    public Pace(double perSecond, RateBurst? burst = null)
    {
        _perSecond = perSecond;
        _burst = burst;
    }

    public bool StandsStill => _perSecond <= 0;

    /// <summary>The first time, counted from the start, at which message <paramref name="number"/> (from 1) is due.</summary>
    public TimeSpan TimeOf(long number)
    {
        var seconds = Seconds(number / _perSecond);
        return TimeSpan.FromTicks((long)Math.Ceiling((seconds * TimeSpan.TicksPerSecond) - 1e-3));
    }

    /// <summary>How many messages are due after <paramref name="elapsed"/>.</summary>
    public long DueBy(TimeSpan elapsed)
    {
        var number = (long)(Steady(elapsed.TotalSeconds) * _perSecond);

        // Both directions round; the time of a message decides.
        while (TimeOf(number + 1) <= elapsed) number++;
        while (number > 0 && TimeOf(number) > elapsed) number--;
        return number;
    }

    /// <summary>How many messages are due within <paramref name="span"/> where the feed is at its fastest.</summary>
    public double Most(TimeSpan span) => _perSecond * (_burst?.Factor ?? 1) * span.TotalSeconds;

    /// <summary>The time that a steady feed would have needed.</summary>
    private double Steady(double seconds)
    {
        if (_burst is not { } burst) return seconds;
        var (every, lasts) = (burst.Every.TotalSeconds, burst.Lasts.TotalSeconds);
        var periods = Math.Floor(seconds / every);
        var within = seconds - (periods * every);
        return seconds + ((burst.Factor - 1) * ((periods * lasts) + Math.Min(within, lasts)));
    }

    /// <summary>What <see cref="Steady"/> takes back.</summary>
    private double Seconds(double steady)
    {
        if (_burst is not { } burst) return steady;
        var (every, lasts) = (burst.Every.TotalSeconds, burst.Lasts.TotalSeconds);
        var whole = every + ((burst.Factor - 1) * lasts);
        var periods = Math.Floor(steady / whole);
        var within = steady - (periods * whole);
        var inBurst = burst.Factor * lasts;
        return (periods * every) + (within <= inBurst ? within / burst.Factor : lasts + within - inBurst);
    }
}
