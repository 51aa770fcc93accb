using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules;

/// <summary>Where one rule puts its findings. The verdict follows from the level of the clause in the register, never from the rule.</summary>
public sealed class FindingSink
{
    private readonly IRule _rule;
    private readonly JudgeOptions _options;
    private readonly Action<Finding> _add;
    private readonly Dictionary<string, int> _perClause = [];

    internal FindingSink(IRule rule, JudgeOptions options, Action<Finding> add)
    {
        _rule = rule;
        _options = options;
        _add = add;
    }

    /// <summary>The time of the frame or moment that is being judged.</summary>
    public long Now { get; internal set; }

    /// <summary>Findings beyond <see cref="JudgeOptions.FindingsPerClause"/>, which are counted and not kept.</summary>
    public long Suppressed { get; private set; }

    /// <summary>Whether the session shows how connections end; where it does not, nobody is blamed for how they did.</summary>
    internal bool SeesCloses { get; init; } = true;

    /// <summary>Whether something was left out because the session could not have shown it.</summary>
    internal bool HasUnseen { get; private set; }

    internal bool WasApplied { get; private set; }

    internal Verdict Worst { get; private set; }

    internal long NextWake { get; set; } = long.MaxValue;

    /// <summary>What is found now hangs on a moment having passed: by how much the machine may have been late for it. Null otherwise.</summary>
    internal long? Leeway { get; set; }

    /// <summary>Says that there was something to judge: without findings the rule is then a PASS and not NOT_APPLICABLE.</summary>
    public void Applied() => WasApplied = true;

    /// <summary>
    /// Asks for <see cref="Fold.OnTime"/> at a moment. Only the earliest one asked for is remembered, and an earlier one cannot be taken back:
    /// a fold that waits for more, or waits longer now, asks again when it is woken.
    /// </summary>
    /// <param name="t">Microseconds since the transcript's start.</param>
    public void WakeAt(long t) => NextWake = Math.Min(NextWake, t);

    /// <summary>The clause was broken: FAIL, WARN or INFO by its level.</summary>
    public void Report(string clause, FrameView? at, string message, string expected, string actual, Aspect aspect = Aspect.Behaviour) =>
        Report(clause, at?.Frame, message, expected, actual, aspect);

    /// <inheritdoc cref="Report(string, FrameView?, string, string, string, Aspect)"/>
    public void Report(string clause, Frame? at, string message, string expected, string actual, Aspect aspect = Aspect.Behaviour)
    {
        var known = Resolve(clause);
        Add(known, known.Level.WhenBroken(_options.Strict), at, message, expected, actual, aspect);
    }

    /// <summary>
    /// The clause was broken by a measured time that misses its limit by <paramref name="margin"/> microseconds; INCONCLUSIVE where the machine that
    /// measured may be off by as much.
    /// </summary>
    public void ReportTime(string clause, FrameView? at, long margin, string message, string expected, string actual, Aspect aspect = Aspect.Behaviour)
    {
        var leeway = Leeway;
        Leeway = margin;
        Report(clause, at, message, expected, actual, aspect);
        Leeway = leeway;
    }

    /// <summary>Something that the clause allows and a strict run does not: INFO, in a strict run FAIL.</summary>
    public void ReportAllowed(string clause, FrameView? at, string message, string expected, string actual) =>
        Add(Resolve(clause), _options.Strict ? Verdict.Fail : Verdict.Info, at?.Frame, message, expected, actual, Aspect.Behaviour);

    /// <summary>Whether the clause was kept cannot be told.</summary>
    public void Inconclusive(string clause, FrameView? at, string message, string expected, string actual) =>
        Add(Resolve(clause), Verdict.Inconclusive, at?.Frame, message, expected, actual, Aspect.Behaviour);

    /// <summary>Frames are missing just where the clause would have been kept or broken.</summary>
    public void Lost(string clause, FrameView gap) => Inconclusive(
        clause, gap, "Frames are missing here, so that nobody can tell what became of this", "every frame of the session",
        $"a gap of {gap.Frame.Frames ?? 1} frames on connection {gap.Frame.Connection}");

    internal void HarnessError(string message, string actual) =>
        Add(Resolve(_rule.Clauses[0]), Verdict.HarnessError, null, message, "a rule that judges whatever it is shown", actual, Aspect.Behaviour);

    private void Add(Clause clause, Verdict verdict, Frame? at, string message, string expected, string actual, Aspect aspect)
    {
        WasApplied = true;
        if (aspect == Aspect.Close && !SeesCloses)
        {
            HasUnseen = true;
            return;
        }

        if (verdict is Verdict.Fail or Verdict.Warn && clause.IsNewerThan(_options.SuiteVersion)) verdict = Verdict.Info;
        if (verdict is Verdict.Fail or Verdict.Warn && Leeway < _options.Jitter)
        {
            verdict = Verdict.Inconclusive;
            actual = $"{actual}; the machine itself was late by {Seconds.Show(_options.Jitter)}, so that this cannot be told";
        }

        if (verdict > Worst) Worst = verdict;
        var count = _perClause.GetValueOrDefault(clause.Id);
        if (count >= _options.FindingsPerClause)
        {
            Suppressed++;
            return;
        }

        _perClause[clause.Id] = count + 1;
        _add(new Finding
        {
            Rule = _rule.Id,
            Clause = clause,
            Party = _rule.Party,
            Verdict = verdict,
            Aspect = aspect,
            Message = message,
            Expected = expected,
            Actual = actual,
            Frame = at is null ? null : FrameRef.Of(at),
            T = Now,
        });
    }

    private Clause Resolve(string clause)
    {
        if (!_rule.Clauses.Contains(clause)) throw new InvalidOperationException($"rule {_rule.Id} reports at {clause}, which it does not list");
        return _options.Catalog.FindClause(clause) ?? throw new InvalidOperationException($"rule {_rule.Id} reports at {clause}, which no register has");
    }
}
