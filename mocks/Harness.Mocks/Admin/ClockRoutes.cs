using Harness.Fixtures.Scenarios;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Admin;

/// <summary>The mock's time, and its steering.</summary>
internal sealed class ClockRoutes(MockHost host)
{
    /// <summary>Nobody needs to go further, and calendars end somewhere.</summary>
    private const int MostYears = 10;

    private static readonly Dictionary<int, string> Unsteerable = new() { [409] = "this clock cannot do that, or was asked to go back" };

    private readonly ClockMover _mover = new(host);

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/clock", "the mock's time, its speed, and when the next timer fires", _ => Show()) { Answers = [Answer("the clock")] },
        new("POST", "/clock/advance", "move time on {by}; returns when all that was due has been done and written", (call, end) => MoveAsync(By(call, out var problem), problem, end))
        {
            Body = new("Advance"),
            Answers = [Answer("it is done")],
            Refusals = Unsteerable,
        },
        new("POST", "/clock/set", "move time on {to} an instant; returns when all that was due has been done and written", (call, end) => MoveAsync(To(call, out var problem), problem, end))
        {
            Body = new("SetClock"),
            Answers = [Answer("it is done")],
            Refusals = Unsteerable,
        },
        new("POST", "/clock/speed", "run at {factor} seconds per second from now on", call => Steer(clock => clock.SetSpeed((double)call.Number("factor")!)))
        {
            Body = new("Speed"),
            Answers = [Answer("from here on")],
            Refusals = Unsteerable,
        },
        new("POST", "/clock/pause", "stand still", _ => Steer(clock => clock.Pause())) { Answers = [Answer("it stands")], Refusals = Unsteerable },
        new("POST", "/clock/resume", "run on", _ => Steer(clock => clock.Resume())) { Answers = [Answer("it runs")], Refusals = Unsteerable },
    ];

    private TimeProvider Clock => host.World.Clock;

    private static AdminAnswer Answer(string about) => new("Clock", about);

    private AdminReply Show() => AdminReply.Json(json =>
    {
        var (steered, queued) = (Clock as SteeredClock, Clock as QueuedClock);
        json.WriteString("clock", Clocks.Word(Clock));
        json.WriteString("now", host.World.Now);
        json.WriteString("started", host.Started);
        json.WriteNumber("speed", steered?.Speed ?? 1);
        json.WriteBoolean("paused", queued?.IsStill ?? false);
        if (queued?.NextDue is { } due) json.WriteString("next_due", due);
        else json.WriteNull("next_due");
    });

    private DateTimeOffset? By(AdminCall call, out AdminProblem? problem)
    {
        var text = call.Text("by")!;
        problem = Duration.TryParse(text, out var by) ? null : AdminProblem.At("/by", Duration.Expected, text);
        return problem is null ? host.World.Now + by : null;
    }

    private DateTimeOffset? To(AdminCall call, out AdminProblem? problem)
    {
        var text = call.Text("to")!;
        problem = Instant.TryParse(text, out var to) && to <= host.World.Now.AddYears(MostYears) ? null : AdminProblem.At("/to", $"{Instant.Expected}, at most {MostYears} years ahead", text);
        return problem is null ? to : null;
    }

    private async Task<AdminReply> MoveAsync(DateTimeOffset? to, AdminProblem? problem, CancellationToken cancellationToken)
    {
        if (to is not { } instant) return AdminReply.Error(problem!);
        if (Clock is not QueuedClock clock) return Refused("be moved");
        var now = host.World.Now;
        if (instant < now) return AdminReply.Error(AdminProblem.At("/to", $"{now:O}, which the clock shows, or later: it never goes back", $"{instant:O}"), 409);
        await _mover.MoveAsync(clock, instant, cancellationToken);
        return Show();
    }

    private AdminReply Steer(Action<SteeredClock> steer)
    {
        if (Clock is not SteeredClock clock) return Refused("change its pace");
        steer(clock);
        return Show();
    }

    private AdminReply Refused(string what) => AdminReply.Error(
        409, $"the clock of this server cannot {what} from here: the program that started it gave it one of its own; harness serve, or a {nameof(SteeredClock)}, can be steered");
}
