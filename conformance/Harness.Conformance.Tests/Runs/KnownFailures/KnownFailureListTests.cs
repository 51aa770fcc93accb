using Harness.Conformance.Reports;
using Harness.Conformance.Runs.KnownFailures;
using Harness.Conformance.Tests.Reports;
using Harness.Fixtures.Catalog;
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
    [InlineData(Rule, "names no symbol", KnownFailureState.Tolerated, RunExit.Conformant)]
    [InlineData(Rule, null, KnownFailureState.Tolerated, RunExit.Conformant)]
    [InlineData(null, null, KnownFailureState.Tolerated, RunExit.Conformant)]
    [InlineData(Rule, "something else", KnownFailureState.Passed, RunExit.Failed)]
    [InlineData("ht-tse.query", null, KnownFailureState.Passed, RunExit.Failed)]
    public void Broken_should_that_fails_a_strict_run_alone_is_no_unexpected_pass(string? rule, string? text, KnownFailureState state, int exit)
    {
        var result = Results.Case(Case, Verdict.Warn);
        var report = Run([new KnownFailure { Case = Case, Rule = rule, Text = text, Reason = "ticket 12" }], result with { Findings = [result.Findings[0] with { Level = ClauseLevel.Should }] });
        var status = report.KnownFailures.ShouldHaveSingleItem();
        status.State.ShouldBe(state);
        (status.Remark is not null).ShouldBe(state == KnownFailureState.Tolerated);
        RunExit.Of(report).ShouldBe(exit);
    }

    [Fact]
    public void Entry_whose_finding_is_a_warning_excuses_no_failure_of_its_rule_and_stays_on_the_list()
    {
        var text = new KnownFailureText("known.yaml", $"- case: {Case}\n  rule: {Rule}\n  text: names no symbol\n  reason: ticket 12\n");
        var result = Results.Case(Case, Verdict.Fail);
        var warned = result.Findings[0] with { Level = ClauseLevel.Should, Verdict = Verdict.Warn };
        var report = Run(text.Entries, result with { Findings = [result.Findings[0] with { Message = "a new one", Expected = "", Actual = "" }, warned] });

        report.Cases[0].IsFailure.ShouldBeTrue();
        KnownFailureUpdate.Apply(text, [report]).ShouldBe($"""
            - case: {Case}
              rule: {Rule}
              text: names no symbol
              reason: ticket 12
            - case: {Case}
              rule: {Rule}
              text: a new one
              reason: not yet explained

            """);
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

    private static RunReport Run(IReadOnlyList<KnownFailure> entries, Verdict verdict) => Run(entries, Results.Case(Case, verdict));

    private static RunReport Run(IReadOnlyList<KnownFailure> entries, CaseResult result)
    {
        var list = new KnownFailureList(entries, Today);
        var report = Results.Report() with { Cases = [list.Mark(result)] };
        return report with { KnownFailures = list.Settle(report) };
    }
}
