using Harness.Conformance.Reports;
using Harness.Conformance.Runs.KnownFailures;
using Harness.Conformance.Tests.Reports;
using Harness.Fixtures.KnownFailures;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Runs.KnownFailures;

public sealed class KnownFailureListTests
{
    private const string Case = "ht-tse.subscribe.001";
    private const string Rule = "ht-tse.envelope";

    private static readonly DateOnly Today = new(2027, 3, 1);

    [Theory]
    [InlineData(Case, Rule, "names no symbol", KnownFailureState.Failing, RunExit.Conformant)]
    [InlineData("*.subscribe.*", Rule, null, KnownFailureState.Failing, RunExit.Conformant)]
    [InlineData(Case, null, null, KnownFailureState.Failing, RunExit.Conformant)]
    [InlineData(Case, Rule, "something else", KnownFailureState.Reworded, RunExit.StaleKnownFailures)]
    [InlineData(Case, "ht-tse.query", null, KnownFailureState.Unmatched, RunExit.Failed)]
    [InlineData(Case, "no.such.rule", null, KnownFailureState.Unmatched, RunExit.Failed)]
    [InlineData("ht-tse.no-such.001", Rule, null, KnownFailureState.Unmatched, RunExit.Failed)]
    [InlineData("odin.subscribe.001", Rule, null, KnownFailureState.Undecided, RunExit.Failed)]
    [InlineData("ht-tse.subscribe.002", Rule, null, KnownFailureState.Undecided, RunExit.Failed)]
    public void Failure_is_known_where_case_rule_and_text_fit(string name, string? rule, string? text, KnownFailureState state, int exit)
    {
        var report = Run([new KnownFailure { Case = name, Rule = rule, Text = text, Reason = "ticket 12" }], Verdict.Fail);
        report.KnownFailures.ShouldHaveSingleItem().State.ShouldBe(state);
        RunExit.Of(report).ShouldBe(exit);
    }

    [Theory]
    [InlineData(Verdict.Pass, KnownFailureState.Passed, RunExit.Failed)]
    [InlineData(Verdict.Warn, KnownFailureState.Passed, RunExit.Failed)]
    [InlineData(Verdict.NotApplicable, KnownFailureState.Undecided, RunExit.NothingJudged)]
    [InlineData(Verdict.Inconclusive, KnownFailureState.Undecided, RunExit.Conformant)]
    [InlineData(Verdict.Crash, KnownFailureState.Failing, RunExit.Conformant)]
    [InlineData(Verdict.HarnessError, KnownFailureState.Undecided, RunExit.HarnessFault)]
    public void Expected_failure_that_does_not_come_is_told(Verdict verdict, KnownFailureState state, int exit)
    {
        var report = Run([new KnownFailure { Case = Case, Rule = Rule, Reason = "r" }], verdict);
        report.KnownFailures.ShouldHaveSingleItem().State.ShouldBe(state);
        RunExit.Of(report).ShouldBe(exit);
    }

    [Theory]
    [InlineData("2027-03-01", Verdict.Fail, RunExit.Conformant)]
    [InlineData("2027-02-28", Verdict.Fail, RunExit.StaleKnownFailures)]
    [InlineData("2027-02-28", Verdict.Pass, RunExit.StaleKnownFailures)]
    public void Entry_holds_until_the_end_of_its_day(string until, Verdict verdict, int exit)
    {
        var entry = new KnownFailure { Case = Case, Rule = Rule, Reason = "r", Until = DateOnly.Parse(until, null) };
        RunExit.Of(Run([entry], verdict)).ShouldBe(exit);
    }

    [Fact]
    public void Entry_whose_text_is_there_excuses_no_other_finding_of_its_rule()
    {
        var result = Results.Case(Case, Verdict.Fail);
        result = result with { Findings = [.. result.Findings, result.Findings[0] with { Message = "a new one", Expected = "", Actual = "" }] };
        var marked = new KnownFailureList([new KnownFailure { Case = Case, Rule = Rule, Text = "names no symbol", Reason = "r" }], Today).Mark(result);
        marked.Findings.Select(finding => finding.Known).ShouldBe(["r", null]);
        (marked.IsKnown, marked.IsFailure).ShouldBe((false, true));
    }

    [Fact]
    public void Update_takes_off_what_passes_rewords_what_changed_and_adds_what_is_new()
    {
        var text = new KnownFailureText("known.yaml", $"""
            - case: {Case}
              rule: {Rule}
              text: old words
              reason: ticket 12   # keep me
            - case: ht-tse.subscribe.002
              rule: {Rule}
              reason: passes now
            - case: ht-tse.subscribe.003
              reason: not run
            """);
        var list = new KnownFailureList(text.Entries, Today);
        var cases = new[] { Results.Case(Case, Verdict.Fail), Results.Case("ht-tse.subscribe.002", Verdict.Pass), Results.Case("ht-tse.login.001", Verdict.Fail) }.Select(list.Mark).ToList();
        var report = Results.Report() with { Cases = cases };
        report = report with { KnownFailures = list.Settle(report) };
        KnownFailureUpdate.Apply(text, [report]).ShouldBe($"""
            - case: {Case}
              rule: {Rule}
              text: The message names no symbol
              reason: ticket 12   # keep me
            - case: ht-tse.subscribe.003
              reason: not run
            - case: ht-tse.login.001
              rule: {Rule}
              text: The message names no symbol
              reason: not yet explained

            """);
    }

    [Fact]
    public void Difference_shows_what_went_and_what_came() =>
        LineDifference.Of("a\nb\nc\n", "a\nx\nc\nd\n").ShouldBe(["  a", "- b", "+ x", "  c", "+ d"]);

    private static RunReport Run(IReadOnlyList<KnownFailure> entries, Verdict verdict)
    {
        var list = new KnownFailureList(entries, Today);
        var report = Results.Report() with { Cases = [list.Mark(Results.Case(Case, verdict))] };
        return report with { KnownFailures = list.Settle(report) };
    }
}
