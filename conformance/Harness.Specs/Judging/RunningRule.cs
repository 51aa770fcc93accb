using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Judging;

/// <summary>A rule at work on one session: its fold, its sink, and the care that a fold which throws stops nobody but itself.</summary>
internal sealed class RunningRule
{
    private readonly IRule _rule;
    private readonly FindingSink _sink;
    private Fold? _fold;

    public RunningRule(IRule rule, RuleContext context, FindingSink sink)
    {
        _rule = rule;
        _sink = sink;
        _fold = rule.Start(context);
    }

    public long NextWake => _sink.NextWake;

    public RuleOutcome Outcome => new(_rule, _sink.WasApplied && _sink.Worst < Verdict.Pass ? Verdict.Pass : _sink.Worst, _sink.Suppressed);

    public void OnFrame(FrameView frame, long now)
    {
        if (_fold is null) return;
        _sink.Now = now;
        if (frame.Kind == FrameKind.Gap && !_fold.IgnoresGaps)
        {
            Lose(frame);
            return;
        }

        try
        {
            _fold.OnFrame(frame, _sink);
        }
        catch (Exception error)
        {
            Break(error);
        }
    }

    public void OnTime()
    {
        var moment = _sink.NextWake;
        _sink.NextWake = long.MaxValue;
        if (_fold is null) return;
        _sink.Now = moment;
        try
        {
            _fold.OnTime(moment, _sink);
        }
        catch (Exception error)
        {
            Break(error);
        }
    }

    public void End(long observedUntil)
    {
        if (_fold is null) return;
        _sink.Now = observedUntil;
        try
        {
            _fold.End(observedUntil, _sink);
        }
        catch (Exception error)
        {
            Break(error);
        }
    }

    private void Lose(FrameView gap)
    {
        Stop();
        var actual = $"a gap of {gap.Frame.Frames ?? 1} frames on connection {gap.Frame.Connection}";
        _sink.Inconclusive(_rule.Clauses[0], gap, "Frames are missing here, so that this rule cannot tell what it would have to", "every frame of the session", actual);
    }

    // A fault of the rule, whatever it is, must cost neither the other rules nor the session: it is told as what it is.
    private void Break(Exception error)
    {
        Stop();
        _sink.HarnessError($"The rule {_rule.Id} broke off", $"{error.GetType().Name}: {error.Message}");
    }

    private void Stop()
    {
        _fold = null;
        _sink.NextWake = long.MaxValue;
    }
}
