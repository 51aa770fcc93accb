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
    private bool _hasGap;

    public RunningRule(IRule rule, RuleContext context, FindingSink sink)
    {
        _rule = rule;
        _sink = sink;
        if (!rule.Needs.Any(context.Header.Unseen.Contains)) _fold = rule.Start(context);
    }

    public long NextWake => _sink.NextWake;

    public RuleOutcome Outcome => new(_rule, Verdict, _sink.Suppressed);

    // What a rule did not see may have been in the gap: nothing to judge is then no more than nothing seen.
    // Nor does it pass for what the recording could not have shown.
    private Verdict Verdict => _sink.Worst > Verdict.Pass ? _sink.Worst
        : _sink.WasApplied && !_sink.HasUnseen ? Verdict.Pass
        : _hasGap ? Verdict.Inconclusive
        : Verdict.NotApplicable;

    public void OnFrame(FrameView frame, long now)
    {
        if (_fold is null) return;
        _sink.Now = now;
        _hasGap |= frame.Kind == FrameKind.Gap;
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
        _sink.Leeway = _fold.Room;
        try
        {
            _fold.OnTime(moment, _sink);
        }
        catch (Exception error)
        {
            Break(error);
        }
        finally
        {
            _sink.Leeway = null;
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
        _sink.Lost(_rule.Clauses[0], gap);
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
