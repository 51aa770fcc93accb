using Harness.Mocks.Market;

namespace Harness.Mocks.Server;

/// <summary>
/// Which exchanges trade now: each one whenever you ask, or each by its own hours on the mock's clock, or as somebody has ordered since.
/// </summary>
internal sealed class Exchanges(World world, bool followHours) : IDisposable
{
    private readonly List<Watch> _watches = [];
    private bool? _ordered;

    public bool IsOpen(TradingHours hours, DateTimeOffset now) => _ordered ?? (!followHours || hours.IsOpen(now));

    public bool IsOpen(TradingHours hours) => IsOpen(hours, world.Now);

    /// <summary>Calls <paramref name="changed"/> under the gate whenever that exchange has opened (true) or closed (false).</summary>
    public void Follow(TradingHours hours, Action<bool> changed)
    {
        var watch = new Watch(hours, changed) { WasOpen = IsOpen(hours) };
        _watches.Add(watch);
        if (!followHours) return;
        watch.Timer = world.Schedule(Timeout.InfiniteTimeSpan, () => Look(watch));
        Arm(watch);
    }

    /// <summary>Opens or closes every exchange until the next order; null gives them back to the clock.</summary>
    public void Order(bool? open)
    {
        _ordered = open;
        foreach (var watch in _watches) Tell(watch);
    }

    public void Dispose()
    {
        foreach (var watch in _watches) watch.Timer?.Dispose();
    }

    private void Look(Watch watch)
    {
        Tell(watch);
        Arm(watch);
    }

    private void Tell(Watch watch)
    {
        var isOpen = IsOpen(watch.Hours);
        if (isOpen == watch.WasOpen) return;
        watch.WasOpen = isOpen;
        watch.Changed(isOpen);
    }

    private void Arm(Watch watch)
    {
        var now = world.Now;
        if (watch.Hours.NextOpen(now) is not { } opens || watch.Hours.NextClose(now) is not { } closes) return;
        watch.Timer?.Change((opens < closes ? opens : closes) - now, Timeout.InfiniteTimeSpan);
    }

    private sealed class Watch(TradingHours hours, Action<bool> changed)
    {
        public TradingHours Hours { get; } = hours;

        public Action<bool> Changed { get; } = changed;

        public bool WasOpen { get; set; }

        public ITimer? Timer { get; set; }
    }
}
