using System.Globalization;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Steps;

/// <summary>
/// Goes through a case's steps from whichever side we play: our own steps are done, or waited for where our side acts by itself; the other party's
/// are expected in time. Frames that no step lists are skipped.
/// </summary>
internal sealed class StepEngine(IStage stage, StepClock clock, IMatchBindings bindings, CaseBindings values, StepTimes times)
{
    /// <summary>How long nothing has to come before anybody asks why.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(5);

    private readonly Party _underTest = stage.Plays == Party.Client ? Party.Server : Party.Client;
    private readonly List<ExcusedStep> _excused = [];
    private int _at;
    private TimeSpan _granted;

    /// <summary>Steps that the party under test was excused from; what came after them was played all the same.</summary>
    public IReadOnlyList<ExcusedStep> Excused => _excused;

    /// <summary>When the case is over, whatever it waits for.</summary>
    private TimeSpan End => times.Whole + _granted;

    /// <returns>Null when every step was done.</returns>
    public async Task<StepFailure?> RunAsync(IEnumerable<CaseStep> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (await StepAsync(step, cancellationToken) is { } failure) return failure;
        }

        return null;
    }

    private Task<StepFailure?> StepAsync(CaseStep step, CancellationToken cancellationToken) => step switch
    {
        ExchangeStep own when own.By == stage.Plays => PlayAsync(own, cancellationToken),
        ExchangeStep party => ExpectAsync(step, [party], party.Within, cancellationToken),
        AnyStep any => ExpectAsync(step, any.Choices, any.Within, cancellationToken),
        NeverStep never => WatchAsync(never, cancellationToken),
        _ => DoAsync((HarnessStep)step, cancellationToken),
    };

    private async Task<StepFailure?> PlayAsync(ExchangeStep step, CancellationToken cancellationToken)
    {
        if (await stage.PerformAsync(step, values, cancellationToken) is { } problem)
        {
            return new(step, StepCause.Prerequisite, "The harness could not do its part", step.Event.Describe(bindings), problem);
        }

        var failure = await ExpectAsync(step, [step], step.Within, cancellationToken);
        return failure is { Cause: StepCause.Missing } ? failure with { Cause = StepCause.Prerequisite } : failure;
    }

    private async Task<StepFailure?> DoAsync(HarnessStep step, CancellationToken cancellationToken)
    {
        if (step.Action is not AfterAction pause)
        {
            var problem = await stage.DoAsync(step.Action, values, cancellationToken);
            return problem is null ? null : new(step, StepCause.Prerequisite, "The harness could not do its part", step.Action.GetType().Name, problem);
        }

        var left = End - clock.Elapsed;
        await clock.WaitAsync(stage.Gone, pause.Wait < left ? pause.Wait : left, cancellationToken);
        return clock.Elapsed >= End ? OutOfTime(step, "the rest of the case") : null;
    }

    private async Task<StepFailure?> ExpectAsync(CaseStep step, IReadOnlyList<ExchangeStep> alternatives, TimeSpan? within, CancellationToken cancellationToken)
    {
        var patience = within ?? (stage.Frames.Count == 0 ? times.Start : times.Step);
        var begun = clock.Elapsed;
        var until = begun + patience;
        var doubt = begun + Doubt;
        var from = _at;
        var scan = _at;
        while (true)
        {
            var isGone = stage.Gone.IsCompleted;
            for (; scan < stage.Frames.Count; scan++)
            {
                if (!alternatives.Any(alternative => IsMet(alternative, stage.Frames[scan]))) continue;
                _at = scan + 1;
                Grant(patience, clock.Elapsed - begun);
                return null;
            }

            var now = clock.Elapsed;
            var end = HasRoom(patience) && until > End ? until : End;
            if (now >= end && now < until) return OutOfTime(step, Words(alternatives));
            if (now >= until || now >= doubt || isGone)
            {
                if (await stage.ExcuseAsync(alternatives, cancellationToken) is { } why)
                {
                    _excused.Add(new ExcusedStep(step, Words(alternatives), why));
                    return null;
                }

                if (now >= until || isGone) return Missing(step, alternatives, from, patience, isGone);
                doubt = now + Doubt;
            }

            var next = new[] { until, doubt, end }.Min();
            await clock.WaitAsync(Task.WhenAny(stage.Frames.BeyondAsync(scan), stage.Gone), next - clock.Elapsed, cancellationToken);
        }
    }

    /// <summary>A wait that the whole time has room for is waited out. What it takes beyond a usual step's time does not count, for a case may hold several of them.</summary>
    private void Grant(TimeSpan patience, TimeSpan used)
    {
        if (HasRoom(patience) && used > times.Step) _granted += used - times.Step;
    }

    private bool HasRoom(TimeSpan patience) => patience > times.Step && patience <= times.Whole;

    private async Task<StepFailure?> WatchAsync(NeverStep step, CancellationToken cancellationToken)
    {
        if (step.Unwanted.By == stage.Plays) return null;
        var until = clock.Elapsed + step.For;
        for (var scan = _at; ;)
        {
            for (; scan < stage.Frames.Count; scan++)
            {
                var frame = stage.Frames[scan];
                if (!IsMet(step.Unwanted, frame) || IsAnswerToEnd(frame, scan)) continue;
                return new(
                    step, StepCause.Forbidden, $"The {Name(step.Unwanted.By)} does what it must not", $"no {step.Unwanted.Event.Describe(bindings)}",
                    FrameText.Of(frame, 160).Trim(), FrameRef.Of(frame));
            }

            if (clock.Elapsed >= End) return OutOfTime(step, "the rest of the case");
            if (clock.Elapsed >= until || stage.Gone.IsCompleted) return null;
            await clock.WaitAsync(Task.WhenAny(stage.Frames.BeyondAsync(scan), stage.Gone), until - clock.Elapsed, cancellationToken);
        }
    }

    private bool IsMet(ExchangeStep step, Frame frame) => frame.From == step.By && step.Event.Matches(frame, bindings);

    /// <summary>How one side ends a connection that the other had ended before: the answer to a close frame, which it owes, or what a cut leaves it.</summary>
    private bool IsAnswerToEnd(Frame frame, int index)
    {
        if (frame.Kind is not (FrameKind.Close or FrameKind.Reset)) return false;
        for (var before = 0; before < index; before++)
        {
            if (stage.Frames[before] is { Kind: FrameKind.Close or FrameKind.Reset } end && end.Connection == frame.Connection && end.From != frame.From) return true;
        }

        return false;
    }

    private StepFailure Missing(CaseStep step, IReadOnlyList<ExchangeStep> expected, int from, TimeSpan patience, bool isGone)
    {
        var frames = stage.Frames.ToList();
        var (actual, near) = NearMiss.Of([.. frames.Skip(from)], expected, bindings);
        var never = expected.Any(one => one.Event.Kind == CaseEventKind.Open && one.By == _underTest)
            && !frames.Any(frame => frame.Kind == FrameKind.Open && frame.From == _underTest);
        var isStart = never && step is ExchangeStep { Within: null };
        var message = isGone
            ? $"The {Name(_underTest)} was gone before it did its next step"
            : $"The {Name(expected[0].By)} did not do its next step";
        return new(
            step, never ? StepCause.Prerequisite : StepCause.Missing, message,
            isGone ? Words(expected) : $"{Words(expected)} within {Duration.Show(patience)}{(isStart ? " (--start-timeout)" : "")}", actual, near)
        {
            Waited = isGone ? null : patience,
        };
    }

    private StepFailure OutOfTime(CaseStep step, string expected) => new(
        step, StepCause.OutOfTime, "The whole time of the case ran out", expected,
        string.Create(CultureInfo.InvariantCulture, $"{Duration.Show(times.Whole)} (--timeout) gone at line {step.At.Line}"));

    private string Words(IReadOnlyList<ExchangeStep> steps) => string.Join(" or ", steps.Select(step => $"{step.Event.Describe(bindings)} from the {Name(step.By)}"));

    private static string Name(Party party) => party.ToString().ToLowerInvariant();
}

/// <summary>A step that the party under test was excused from.</summary>
/// <param name="Step">Which.</param>
/// <param name="Expected">For people.</param>
/// <param name="Why">By its own words, for people.</param>
internal sealed record ExcusedStep(CaseStep Step, string Expected, string Why);

/// <summary>How long things may take, on the run's clock.</summary>
/// <param name="Step">A step that does not say it itself.</param>
/// <param name="Start">The first sign of life.</param>
/// <param name="Whole">The case.</param>
internal sealed record StepTimes(TimeSpan Step, TimeSpan Start, TimeSpan Whole);
