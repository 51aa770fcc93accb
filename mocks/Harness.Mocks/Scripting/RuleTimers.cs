using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Scripting;

/// <summary>The <c>timer</c> and <c>idle</c> rules of one connection.</summary>
internal sealed class RuleTimers(ScriptSettings settings, Action<CompiledRule> fire) : IDisposable
{
    private readonly Dictionary<CompiledRule, ITimer> _timers = [];
    private IReadOnlyList<CompiledRule> _rules = [];
    private long _opened;
    private long _stirred;

    /// <summary>Takes these rules; timers of others stop, and new ones start if the connection is open.</summary>
    public void Choose(IReadOnlyList<CompiledRule> rules, bool start)
    {
        _rules = rules;
        var watched = WatchesSilence;
        WatchesSilence = rules.Any(rule => rule.Rule.On == ScenarioTrigger.Idle);
        // Nobody counted the silence before.
        if (WatchesSilence && !watched) _stirred = settings.Clock.GetTimestamp();
        foreach (var gone in _timers.Keys.Except(rules).ToList())
        {
            _timers[gone].Dispose();
            _timers.Remove(gone);
        }

        if (start) Arm();
    }

    /// <summary>The connection is open: periods and silence count from now.</summary>
    public void Start()
    {
        _opened = _stirred = settings.Clock.GetTimestamp();
        Arm();
    }

    /// <summary>Whether any rule waits for silence.</summary>
    public bool WatchesSilence { get; private set; }

    /// <summary>A message came or went: silence counts from now.</summary>
    public void Stir()
    {
        if (WatchesSilence) _stirred = settings.Clock.GetTimestamp();
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Values) timer.Dispose();
        _timers.Clear();
        _rules = [];
    }

    private void Arm()
    {
        foreach (var rule in _rules.Where(rule => !_timers.ContainsKey(rule)))
        {
            if (rule.Rule.On == ScenarioTrigger.Timer) Tick(rule, settings.Clock.GetElapsedTime(_opened));
            else Watch(rule, rule.Rule.For);
        }
    }

    /// <summary>Fires at whole multiples of the period since the opening, so that no delay adds up.</summary>
    private void Tick(CompiledRule rule, TimeSpan sinceOpening)
    {
        var period = rule.Rule.Period;
        var next = period * (Math.Floor(sinceOpening / period) + 1);
        Schedule(rule, next - sinceOpening, () =>
        {
            Tick(rule, next);
            fire(rule);
        });
    }

    private void Watch(CompiledRule rule, TimeSpan wait) => Schedule(rule, wait, () =>
    {
        var rest = rule.Rule.For - settings.Clock.GetElapsedTime(_stirred);
        if (rest > TimeSpan.Zero)
        {
            Watch(rule, rest);
            return;
        }

        // Once in a silence: what the rule sends, or whatever comes, starts the next.
        _stirred = settings.Clock.GetTimestamp();
        Watch(rule, rule.Rule.For);
        fire(rule);
    });

    private void Schedule(CompiledRule rule, TimeSpan wait, Action action)
    {
        if (_timers.Remove(rule, out var old)) old.Dispose();
        _timers[rule] = settings.Schedule(wait, () =>
        {
            if (_timers.ContainsKey(rule)) action();
        });
    }
}
