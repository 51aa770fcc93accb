using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Judging;

/// <summary>
/// Judges one session with every rule that binds it, frame by frame. A live session and its recording get the same findings, provided that
/// whoever calls <see cref="OnTime"/> knows that no frame seen at or before that time is still to come. For one caller at a time.
/// </summary>
public sealed class Judge
{
    private readonly RunningRule[] _rules;
    private readonly RuleContext _context;
    private readonly FrameView _view = new();
    private readonly List<Finding> _findings = [];
    private readonly Action<Finding>? _onFinding;
    private long _now;
    private bool _ended;

    /// <param name="header">Names the protocol, and the instant that frame times count from.</param>
    /// <param name="options">The default where null.</param>
    /// <param name="onFinding">Called for each finding as it is made, from within the call that made it.</param>
    public Judge(TranscriptHeader header, JudgeOptions? options = null, Action<Finding>? onFinding = null)
        : this(header, RuleBook.For(header.Protocol, (options ?? JudgeOptions.Default).Duties), options, onFinding)
    {
    }

    /// <summary>Judges by these rules instead of those that the header's protocol has.</summary>
    public Judge(TranscriptHeader header, IReadOnlyList<IRule> rules, JudgeOptions? options = null, Action<Finding>? onFinding = null)
    {
        options ??= JudgeOptions.Default;
        _onFinding = onFinding;
        _context = new RuleContext(header, options);
        _rules = [.. rules.Select(rule => new RunningRule(rule, _context, new FindingSink(rule, options, Add) { SeesCloses = !header.Unseen.Contains(WireDetail.Close) }))];
    }

    /// <summary>What has been found so far, in the order of time.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What each rule has come to: its worst finding, else PASS where it had something to judge and NOT_APPLICABLE where not.</summary>
    public IEnumerable<RuleOutcome> Outcomes => _rules.Select(rule => rule.Outcome);

    /// <summary>The moment at which a rule next wants to look, in microseconds since the start, for whoever sets a timer; null when none does.</summary>
    public long? NextDeadline => _rules.Min(rule => (long?)rule.NextWake) is { } next && next < long.MaxValue ? next : null;

    /// <summary>Judges a whole recording.</summary>
    /// <param name="transcript">Its last frame, or the mark of <see cref="TranscriptWriter.Complete"/> after it, says how long it was observed.</param>
    /// <param name="options">The default where null.</param>
    public static Judge Run(Transcript transcript, JudgeOptions? options = null)
    {
        var judge = new Judge(transcript.Header, options);
        foreach (var frame in transcript.Frames) judge.OnFrame(frame);
        judge.End(transcript.Frames.Count == 0 ? 0 : transcript.Frames[^1].T);
        return judge;
    }

    public void OnFrame(Frame frame)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        Advance(frame.T);
        if (frame is { Kind: FrameKind.Gap, Frames: 0 }) return;
        _view.Show(frame);
        foreach (var tracker in _context.Trackers) tracker.OnFrame(_view);
        foreach (var rule in _rules) rule.OnFrame(_view, _now);
        _view.Clear();
    }

    /// <summary>Time has passed and nothing came.</summary>
    /// <param name="nowMicros">No frame seen at or before this time may come later.</param>
    public void OnTime(long nowMicros)
    {
        if (!_ended) Advance(nowMicros);
    }

    /// <summary>The session is over, or nobody looks any more. What is called after it changes nothing.</summary>
    public void End(long observedUntilMicros)
    {
        if (_ended) return;
        Advance(observedUntilMicros);
        _ended = true;
        foreach (var rule in _rules) rule.End(_now);
    }

    /// <summary>
    /// Fires what is due before <paramref name="to"/>, the earliest first. What is due exactly then waits: a frame that comes at that very moment is in time.
    /// </summary>
    private void Advance(long to)
    {
        while (true)
        {
            RunningRule? due = null;
            foreach (var rule in _rules)
            {
                if (rule.NextWake < to && (due is null || rule.NextWake < due.NextWake)) due = rule;
            }

            if (due is null) break;
            due.OnTime();
        }

        _now = Math.Max(_now, to);
    }

    private void Add(Finding finding)
    {
        _findings.Add(finding);
        _onFinding?.Invoke(finding);
    }
}
