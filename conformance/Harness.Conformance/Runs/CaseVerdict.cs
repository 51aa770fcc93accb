using System.Text.Json;
using Harness.Conformance.Reports;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs;

/// <summary>Puts a case's result together: what its steps say, and what every rule says about the whole transcript.</summary>
internal sealed class CaseVerdict(CheckOptions options, Party underTest)
{
    private readonly Party _ours = underTest == Party.Client ? Party.Server : Party.Client;

    /// <param name="one">The case.</param>
    /// <param name="transcript">What crossed the wire.</param>
    /// <param name="failure">What its steps say; null where they came to their end.</param>
    /// <param name="duration">On the case's clock.</param>
    /// <param name="stances">What our own side played beyond the run's stances.</param>
    /// <param name="more">What else there is to say.</param>
    /// <param name="errors">The implementation's standard error.</param>
    /// <param name="orders">What the client was asked to submit.</param>
    /// <param name="excused">Steps that the party under test need not do now.</param>
    public CaseResult Of(
        TestCase one, Transcript transcript, StepFailure? failure, TimeSpan duration, IReadOnlyDictionary<string, string>? stances = null,
        IEnumerable<CaseFinding>? more = null, string errors = "", IReadOnlyList<JsonElement>? orders = null, IReadOnlyList<ExcusedStep>? excused = null)
    {
        var late = options.Jitter?.During(duration) ?? TimeSpan.Zero;
        var judge = Judge.Run(transcript, options.Judging(stances ?? new Dictionary<string, string>(), late, orders ?? []));
        var findings = judge.Findings.Where(finding => finding.Party == underTest).Select(CaseFinding.Of).ToList();
        if (failure is not null && OfStep(one, transcript, failure, findings, late) is { } stopped && !IsTold(stopped, failure, findings)) findings.Add(stopped);
        findings.AddRange((excused ?? []).DistinctBy(step => step.Why).Select(step => OfExcuse(one, step)));
        findings.AddRange(more ?? []);
        if (one.IsNewerThan(options.SuiteVersion)) findings = [.. findings.Select(AsNews)];
        if (IsProper(one)) findings.AddRange(OwnFaults(judge));
        var scrubber = new SecretScrubber(one.Protocol, transcript.Frames);
        findings = [.. findings.OrderByDescending(finding => finding.Verdict).Select(scrubber.Scrub)];
        return new CaseResult
        {
            Case = one.Id,
            Title = one.Title,
            Level = one.Level,
            Verdict = findings.Select(finding => finding.Verdict).Append(Verdict.Pass).Worst(),
            Clauses = one.Clauses,
            Duration = duration,
            Findings = findings,
            Transcript = scrubber.Scrub(transcript),
            Errors = scrubber.Scrub(errors),
        };
    }

    /// <param name="one">The case.</param>
    /// <param name="why">For people.</param>
    /// <param name="enable">The flag that would change it.</param>
    public static CaseResult NotApplicable(TestCase one, string why, string? enable = null) => new()
    {
        Case = one.Id,
        Title = one.Title,
        Level = one.Level,
        Verdict = Verdict.NotApplicable,
        Clauses = one.Clauses,
        Duration = TimeSpan.Zero,
        Findings = [],
        Note = enable is null ? why : $"{why}; {enable} enables it",
        Enable = enable,
    };

    /// <summary>A case that ended in a fault of ours: it says nothing about the implementation.</summary>
    public static CaseResult Fault(TestCase one, Exception fault) => NotApplicable(one, fault.Message) with
    {
        Verdict = Verdict.HarnessError,
        Findings = [new CaseFinding { Rule = one.Id, Party = one.Roles[0], Level = one.Level, Verdict = Verdict.HarnessError, Message = "The harness failed", Expected = "a run to its end", Actual = fault.ToString() }],
    };

    private CaseFinding OfStep(TestCase one, Transcript transcript, StepFailure failure, List<CaseFinding> found, TimeSpan late)
    {
        var blame = new StepBlame(one, failure, transcript, underTest);
        var level = blame.Own?.Level ?? one.Level;
        // What was never reached is held against nothing, so that lesser findings explain it too.
        var weight = failure.Cause == StepCause.Prerequisite ? Verdict.Warn : level.WhenBroken(options.Strict);
        var clause = blame.ClauseOf(found.FindAll(finding => finding.Clause is not null && finding.Verdict >= weight && finding.Verdict != Verdict.Inconclusive));
        return new()
        {
            Rule = one.Id,
            Clause = clause,
            Party = underTest,
            Level = level,
            Verdict = failure.Cause switch
            {
                StepCause.Prerequisite => Verdict.Untestable,
                StepCause.OutOfTime => Verdict.Timeout,
                // A step's time is mostly room; of a machine that is late by half of it nothing can be told.
                _ when failure.Waited < late * 2 => Verdict.Inconclusive,
                _ when clause == blame.Own && IsInDoubt(clause, found) => Verdict.Inconclusive,
                _ when clause?.IsNewerThan(options.SuiteVersion) == true => Verdict.Info,
                _ => level.WhenBroken(options.Strict),
            },
            Message = failure.Message,
            Expected = failure.Expected,
            Actual = failure.Actual,
            Frame = failure.Frame,
        };
    }

    /// <summary>The rule that judges the step's clause cannot tell whether it was kept, as on a quiet market: nor can the step.</summary>
    private static bool IsInDoubt(Clause? clause, List<CaseFinding> found) =>
        clause is not null && found.Exists(finding => finding.Clause == clause && finding.Verdict == Verdict.Inconclusive);

    /// <summary>A rule says the same, and more exactly: what a step adds to it is that the case went no further.</summary>
    private static bool IsTold(CaseFinding stopped, StepFailure failure, List<CaseFinding> findings) =>
        failure.Cause == StepCause.Missing && stopped.Clause is not null && findings.Exists(finding => finding.Clause?.Id == stopped.Clause.Id && finding.Verdict >= stopped.Verdict);

    private CaseFinding OfExcuse(TestCase one, ExcusedStep excused) => new()
    {
        Rule = one.Id,
        Clause = StepBlame.NamedBy(excused.Step, underTest) ?? StepBlame.Usual(one, underTest),
        Party = underTest,
        Level = one.Level,
        Verdict = Verdict.Inconclusive,
        Message = $"The {underTest.ToString().ToLowerInvariant()} cannot be asked for this now",
        Expected = excused.Expected,
        Actual = excused.Why,
    };

    /// <summary>The version that the run is pinned to did not have the case: whatever it brings to light is good to know, and no more.</summary>
    private static CaseFinding AsNews(CaseFinding finding) => finding.Verdict is > Verdict.Info and < Verdict.HarnessError ? finding with { Verdict = Verdict.Info } : finding;

    /// <summary>Nothing in the case orders our own side to misbehave.</summary>
    private bool IsProper(TestCase one) => underTest == Party.Client
        ? one.Mock is null && one.Steps.All(step => step is not HarnessStep { Action: not AfterAction })
        : one.Steps.All(step => step is not HarnessStep && (step is not ExchangeStep { By: Party.Client } ours || ours.Event.Content is null));

    /// <summary>
    /// What our own side broke of itself. Much of what it sends it was given by the other side (a token, an id), so that nothing after a break of theirs
    /// counts: it would make their fault ours.
    /// </summary>
    private IEnumerable<CaseFinding> OwnFaults(Judge judge)
    {
        var theirs = judge.Findings.Where(finding => finding.Party == underTest && finding.Verdict == Verdict.Fail).Select(finding => finding.T).DefaultIfEmpty(long.MaxValue).Min();
        return judge.Findings.Where(finding => finding.Party == _ours && finding.Verdict == Verdict.Fail && finding.T < theirs).Select(OwnFault);
    }

    private static CaseFinding OwnFault(Finding finding) => CaseFinding.Of(finding) with
    {
        Verdict = Verdict.HarnessError,
        Message = $"The harness itself broke the document: {finding.Message}",
    };
}
