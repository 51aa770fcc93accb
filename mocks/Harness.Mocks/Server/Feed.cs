using Harness.Mocks.Market;

namespace Harness.Mocks.Server;

/// <summary>Something moved in the market.</summary>
internal readonly record struct MarketMove(Listing Listing, MarketChange Change, DateTimeOffset Now);

/// <summary>
/// Drives the market at its pace: every instrument <c>rate</c> times a second, spread evenly over the second. What is due within a tick leaves in one
/// write per connection. It runs only while somebody is subscribed to something; who comes back later finds the market where it would have been, so
/// that prices do not depend on who listened. Instruments of an exchange that is closed rest.
/// </summary>
internal sealed class Feed : IDisposable
{
    /// <summary>More than this many missed steps are skipped: nobody saw them.</summary>
    private const int MostCaughtUp = 100_000;

    /// <summary>The finest that timers are.</summary>
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(1);

    /// <summary>A feed that falls behind by more gives up what it has missed.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(1);

    private readonly World _world;
    private readonly IReadOnlyList<IProtocolMock> _protocols;
    private readonly Pace _pace;
    private readonly TimeSpan _tick;
    private readonly TimeSpan _start;
    private ITimer? _timer;
    private TimeSpan _lastBeat;
    private TimeSpan _lastWork;
    private int _subscriptions;
    private long _steps;
    private int _late;
    private bool _beating;

    public Feed(World world, IReadOnlyList<IProtocolMock> protocols, MockServerOptions options)
    {
        _world = world;
        _protocols = protocols;
        _start = world.Uptime;
        _tick = options.Coalesce;
        _pace = new Pace(options.Rate * world.Market.Listings.Count, options.Burst);
    }

    /// <summary>Steps given up because there was no time for them.</summary>
    public long Skipped { get; private set; }

    /// <summary>Somebody subscribed.</summary>
    public void Hold()
    {
        _world.Recorded?.Hold();
        if (++_subscriptions > 1 || _pace.StandsStill) return;
        while (_steps < Due(MostCaughtUp)) Step(publish: false);
        if (_beating) return;
        _timer ??= _world.Clock.CreateTimer(static feed => ((Feed)feed!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    /// <summary>Somebody went.</summary>
    public void Release()
    {
        _world.Recorded?.Release();
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

    private TimeSpan Elapsed => _world.Uptime - _start;

    /// <summary>Lets everything happen that is due, and brings it to the subscribers: the first under the gate, the second outside.</summary>
    private void Beat()
    {
        using (_world.EnterScope())
        {
            // Who subscribes while it is at work finds it beating, so that there is never a second one.
            if (_beating || _subscriptions == 0) return;
            _beating = true;
        }

        var began = Elapsed;
        try
        {
            var quota = Quota();
            do quota -= Gather(quota);
            while (quota > 0 && Elapsed >= _pace.TimeOf(_steps + 1));
        }
        catch (Exception fault)
        {
            _world.Log(MockLogLevel.Error, "feed", null, fault.ToString());
        }

        using (_world.EnterScope())
        {
            _beating = false;
            _lastBeat = began;
            _lastWork = Elapsed - began;
            _late = Elapsed > _pace.TimeOf(_steps + 1) + Tick ? _late + 1 : _late / 2;
            if (_subscriptions > 0) Arm();
        }
    }

    private TimeSpan Tick => _tick > Finest ? _tick : Finest;

    /// <summary>
    /// How much one beat may publish: what is due within two ticks, so that a feed that was held up catches up with a tick more at a time instead of
    /// all at once. Where the writing itself takes longer than a tick, that is the tick; and a feed that stays behind, as it hardly gets to run, may
    /// publish a little more each time, since the rate holds in the end.
    /// </summary>
    private long Quota()
    {
        var most = _pace.Most(_lastWork > Tick ? _lastWork : Tick);
        return Math.Max(1, (long)Math.Ceiling(most * (2 + (_late / 8.0))));
    }

    /// <summary>Publishes at most <paramref name="most"/> steps that are due, or until it is time to write, and writes.</summary>
    private long Gather(long most)
    {
        var broadcaster = _world.Broadcaster;
        long done = 0;
        using (_world.EnterScope())
        {
            if (_subscriptions == 0) return most;
            var due = Math.Min(Due((long)Math.Max(MostCaughtUp, _pace.Most(LongestLag))), _steps + most);
            broadcaster.Gather();
            try
            {
                while (_steps < due && !broadcaster.IsFull)
                {
                    Step(publish: true);
                    done++;
                    if (_tick == TimeSpan.Zero) break;
                }
            }
            finally
            {
                broadcaster.Queue();
            }
        }

        broadcaster.Write();
        _world.LetOthersIn();
        return Math.Max(1, done);
    }

    /// <summary>How many steps are due; those that are too far back are given up.</summary>
    private long Due(long most)
    {
        var due = _pace.DueBy(Elapsed);
        if (due - _steps <= most) return due;
        Skipped += due - most - _steps;
        _steps = due - most;
        return due;
    }

    private void Step(bool publish)
    {
        _steps++;
        var listings = _world.Market.Listings;
        var listing = listings[(int)(_steps % listings.Count)];
        var now = _world.At(_start + _pace.TimeOf(_steps));
        if (!_world.Exchanges.IsOpen(listing.Hours, now)) return;
        var change = _world.Market.Step(listing, now);
        change |= _world.Desk.Match(listing, change);

        // Steps that are late are told with the present time: who has just subscribed has seen later facts than theirs.
        if (publish) Publish(listing, change, _world.Now);
    }

    /// <summary>Wakes at the end of the tick in which the next step falls, and never more than once a tick.</summary>
    private void Arm()
    {
        var next = _pace.TimeOf(_steps + 1);
        if (_tick > TimeSpan.Zero) next = TimeSpan.FromTicks((next.Ticks + _tick.Ticks - 1) / _tick.Ticks * _tick.Ticks);
        if (next < _lastBeat + _tick) next = _lastBeat + _tick;
        var wait = next - Elapsed;

        // The base class library's timers cut off what is below a millisecond, and would come too early again and again.
        _timer!.Change(wait > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
