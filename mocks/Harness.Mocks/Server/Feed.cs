using Harness.Mocks.Market;

namespace Harness.Mocks.Server;

/// <summary>Something moved in the market.</summary>
internal readonly record struct MarketMove(Listing Listing, MarketChange Change, DateTimeOffset Now);

/// <summary>
/// Drives the market at a steady pace: every instrument <c>rate</c> times a second, spread evenly over the second. It runs only while somebody is
/// subscribed to something; who comes back later finds the market where it would have been, so that prices do not depend on who listened.
/// Instruments of an exchange that is closed rest.
/// </summary>
internal sealed class Feed : IDisposable
{
    /// <summary>More than this many missed steps are skipped: nobody saw them.</summary>
    private const int MostCaughtUp = 100_000;

    private readonly World _world;
    private readonly IReadOnlyList<IProtocolMock> _protocols;
    private readonly TimeSpan _interval;
    private readonly DateTimeOffset _start;
    private ITimer? _timer;
    private int _subscriptions;
    private long _steps;

    public Feed(World world, IReadOnlyList<IProtocolMock> protocols, double ratePerInstrument)
    {
        _world = world;
        _protocols = protocols;
        _start = world.Now;
        var stepsPerSecond = ratePerInstrument * world.Market.Listings.Count;
        _interval = stepsPerSecond > 0 ? TimeSpan.FromSeconds(1 / stepsPerSecond) : Timeout.InfiniteTimeSpan;
    }

    /// <summary>Somebody subscribed.</summary>
    public void Hold()
    {
        if (++_subscriptions > 1 || _interval == Timeout.InfiniteTimeSpan) return;
        CatchUp(publish: false);
        _timer ??= _world.Schedule(Timeout.InfiniteTimeSpan, Beat);
        Arm();
    }

    /// <summary>Somebody went.</summary>
    public void Release()
    {
        if (--_subscriptions == 0) _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells every protocol that something moved, by itself or because an order or a person moved it.</summary>
    public void Publish(Listing listing, MarketChange change, DateTimeOffset now)
    {
        if (change == MarketChange.None) return;
        var move = new MarketMove(listing, change, now);
        foreach (var protocol in _protocols) protocol.MarketChanged(move);
    }

    public void Dispose() => _timer?.Dispose();

    private void Arm()
    {
        var next = _start + (_interval * (_steps + 1));
        var wait = next - _world.Now;
        _timer!.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Beat()
    {
        if (_subscriptions == 0) return;
        CatchUp(publish: true);
        Arm();
    }

    private void CatchUp(bool publish)
    {
        var due = (long)((_world.Now - _start) / _interval);
        if (due - _steps > MostCaughtUp) _steps = due - MostCaughtUp;
        var listings = _world.Market.Listings;
        while (_steps < due)
        {
            _steps++;
            var listing = listings[(int)(_steps % listings.Count)];
            var now = _start + (_interval * _steps);
            if (!_world.Exchanges.IsOpen(listing.Hours, now)) continue;
            var change = _world.Market.Step(listing, now);
            change |= _world.Desk.Match(listing, change);
            // Steps that are late are told with the present time: who has just subscribed has seen later facts than theirs.
            if (publish) Publish(listing, change, _world.Now);
        }
    }
}
