using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Journal;
using Harness.Mocks.Market;
using Harness.Mocks.Metrics;
using Harness.Mocks.Orders;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Server;

/// <summary>
/// What everything on one mock server shares: time, chance, the market, the stances, and the gate. Whoever touches the state of a protocol, the
/// market or a connection holds the gate, so that nothing behind it needs a lock and the same inputs give the same outputs.
/// </summary>
internal sealed class World
{
    private readonly Lock _gate = new();
    private readonly Action<MockLogEntry>? _log;
    private readonly long _startTimestamp;
    private readonly DateTimeOffset _start;
    private int _waiting;
    private long _entered;

    public World(TimeProvider clock, TimeProvider peerClock, Seeds seeds, StanceSettings stances, SimulatedMarket market, OrderDesk desk, Journal.Journal journal, Redactor redactor, MockMeter meter, Action<MockLogEntry>? log)
    {
        Clock = clock;
        PeerClock = peerClock;
        Seeds = seeds;
        Stances = stances;
        Market = market;
        Desk = desk;
        Intake = new OrderIntake(this);
        Journal = journal;
        Traffic = new Traffic(this, meter);
        Broadcaster = new Broadcaster(journal, Traffic);
        Redactor = redactor;
        Pulse = journal.Pulse;
        _log = log;
        _startTimestamp = clock.GetTimestamp();
        _start = clock.GetUtcNow();
    }

    /// <summary>Drives timers, the market and the time in messages.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What a peer outside this process reads or says: a token's expiry, a signature's time.</summary>
    public TimeProvider PeerClock { get; }

    public Seeds Seeds { get; }

    /// <summary>What the server was started with, over what the scenarios that are loaded ask for.</summary>
    public StanceSettings Stances { get; private set; }

    public SimulatedMarket Market { get; }

    /// <summary>Takes the orders of every protocol that has them.</summary>
    public OrderDesk Desk { get; }

    public Journal.Journal Journal { get; }

    /// <summary>Counts what crosses the sockets.</summary>
    public Traffic Traffic { get; }

    /// <summary>Brings what is published to whoever is subscribed.</summary>
    public Broadcaster Broadcaster { get; }

    /// <summary>Takes orders in, past the scenarios.</summary>
    public OrderIntake Intake { get; }

    /// <summary>A scenario has come or gone: its stances with it.</summary>
    /// <param name="own">What the server was started with, by name.</param>
    public void TakeStances(IEnumerable<KeyValuePair<string, string>> own)
    {
        var chosen = Scripts.Scenarios.SelectMany(scenario => scenario.Stances).Concat(own).Select(pair => $"{pair.Key}={pair.Value}");
        Stances = ProtocolCatalog.Embedded.Stances.Choose(chosen, out var errors);
        foreach (var error in errors) Log(MockLogLevel.Notice, "scenario", null, error);
    }

    /// <summary>The scenarios that are loaded.</summary>
    public ScriptHost Scripts { get; set; } = null!;

    /// <summary>Beats when a client has said something, come or gone, or an order was placed.</summary>
    public Pulse Pulse { get; }

    /// <summary>The sockets that are open.</summary>
    public ConnectionTable Connections { get; } = new();

    /// <summary>Moves the market while somebody listens.</summary>
    public Feed Feed { get; set; } = null!;

    /// <summary>Recorded data in the place of the market's; null where the market is simulated.</summary>
    public Replaying.RecordedFeed? Recorded { get; set; }

    /// <summary>Knows which exchanges trade now.</summary>
    public Exchanges Exchanges { get; set; } = null!;

    /// <summary>Why nobody may come any more, once that is so: the server stops, or begins anew without this world.</summary>
    public string? Ending { get; set; }

    /// <summary>The time on the mock's clock. Never goes back, even when the machine's clock is set.</summary>
    public DateTimeOffset Now => At(Uptime);

    /// <summary>Since the start, on the mock's clock.</summary>
    public TimeSpan Uptime => Clock.GetElapsedTime(_startTimestamp);

    /// <summary>The time that was shown, or will be, so long after the start.</summary>
    public DateTimeOffset At(TimeSpan uptime) => _start + uptime;

    /// <summary>Takes the secrets out of whatever leaves the process.</summary>
    public Redactor Redactor { get; }

    /// <summary>Runs <paramref name="action"/> under the gate.</summary>
    public void Enter(Action action)
    {
        using (EnterScope()) action();
    }

    /// <inheritdoc cref="Enter(Action)"/>
    public T Enter<T>(Func<T> action)
    {
        using (EnterScope()) return action();
    }

    /// <summary>Takes the gate for a hot path that cannot afford a closure; dispose to leave.</summary>
    public GateScope EnterScope()
    {
        if (!_gate.TryEnter())
        {
            Interlocked.Increment(ref _waiting);
            _gate.Enter();
            Interlocked.Decrement(ref _waiting);
        }

        _entered++;
        return new GateScope(_gate);
    }

    /// <summary>
    /// Waits, but not long, until somebody who stands at the gate is in. A lock is nobody's turn: who takes it again and again, as a feed does, can keep
    /// everybody else out, on a single core for good.
    /// </summary>
    public void LetOthersIn()
    {
        const int MostTurns = 30;
        var before = Volatile.Read(ref _entered);
        for (var turn = new SpinWait(); Volatile.Read(ref _waiting) > 0 && Volatile.Read(ref _entered) == before && turn.Count < MostTurns;) turn.SpinOnce();
    }

    /// <summary>Runs <paramref name="action"/> once, under the gate, <paramref name="due"/> from now on the mock's clock. Dispose to call it off.</summary>
    public ITimer Schedule(TimeSpan due, Action action) => Clock.CreateTimer(Fire, action, due, Timeout.InfiniteTimeSpan);

    public void Log(MockLogLevel level, string source, string? connection, string text) =>
        _log?.Invoke(new MockLogEntry(level, Now, source, connection, text));

    private void Fire(object? state)
    {
        try
        {
            Enter((Action)state!);
        }
        catch (Exception fault)
        {
            // A timer's fault must neither end the process nor go unseen.
            Log(MockLogLevel.Error, "timer", null, fault.ToString());
        }
    }
}

/// <summary>Being inside the <see cref="World"/>'s gate.</summary>
internal readonly ref struct GateScope(Lock gate)
{
    public void Dispose() => gate.Exit();
}
