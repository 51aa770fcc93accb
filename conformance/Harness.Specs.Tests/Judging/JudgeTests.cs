using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Judging;

public sealed class JudgeTests
{
    [Theory]
    [InlineData(ScriptedRule.Must, false, Verdict.Fail)]
    [InlineData(ScriptedRule.Should, false, Verdict.Warn)]
    [InlineData(ScriptedRule.Should, true, Verdict.Fail)]
    [InlineData(ScriptedRule.Silent, false, Verdict.Info)]
    [InlineData(ScriptedRule.Silent, true, Verdict.Info)]
    public void Verdict_follows_from_the_level_of_the_clause(string clause, bool strict, Verdict expected)
    {
        var rule = new ScriptedRule { AtEnd = (_, findings) => findings.Report(clause, (Frame?)null, "m", "e", "a") };

        var judge = Run(new Session("ht-tse"), new JudgeOptions { Strict = strict }, rule);

        var finding = judge.Findings.ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(expected);
        finding.Clause.Id.ShouldBe(clause);
        finding.Clause.Text.ShouldNotBeEmpty();
        judge.Outcomes.ShouldHaveSingleItem().Verdict.ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, Verdict.Fail, Verdict.Fail)]
    [InlineData(400, Verdict.Fail, Verdict.Inconclusive)]
    [InlineData(2500, Verdict.Inconclusive, Verdict.Inconclusive)]
    public void Time_that_a_late_machine_cannot_tell_is_inconclusive(int lateMillis, Verdict deadline, Verdict measured)
    {
        var rule = new ScriptedRule
        {
            Frame = (frame, findings) =>
            {
                findings.WakeAt(1_000_000);
                findings.ReportTime(ScriptedRule.Must, frame, 300_000, "measured", "e", "a");
            },
            Time = (_, findings) => findings.Report(ScriptedRule.Must, (Frame?)null, "deadline", "e", "a"),
            AtEnd = (_, findings) => findings.Report(ScriptedRule.Must, (Frame?)null, "no time", "e", "a"),
        };

        var judge = Run(new Session("ht-tse").Ask("/").At(2).Server("{}"), new JudgeOptions { Jitter = lateMillis * 1000L }, rule);

        judge.Findings.First(finding => finding.Message == "measured").Verdict.ShouldBe(measured);
        judge.Findings.First(finding => finding.Message == "deadline").Verdict.ShouldBe(deadline);
        judge.Findings.First(finding => finding.Message == "no time").Verdict.ShouldBe(Verdict.Fail);
    }

    [Theory]
    [InlineData("0.0.9", Verdict.Info)]
    [InlineData("0.1.0", Verdict.Fail)]
    public void Clause_that_a_pinned_suite_did_not_have_is_only_told(string pinned, Verdict expected)
    {
        var rule = new ScriptedRule { AtEnd = (_, findings) => findings.Report(ScriptedRule.Must, (Frame?)null, "m", "e", "a") };

        Run(new Session("ht-tse"), new JudgeOptions { SuiteVersion = Version.Parse(pinned) }, rule).Findings.ShouldHaveSingleItem().Verdict.ShouldBe(expected);
    }

    [Fact]
    public void Rule_without_anything_to_judge_is_not_applicable_and_with_it_passes()
    {
        Run(new Session("ht-tse"), null, new ScriptedRule()).Outcomes.Single().Verdict.ShouldBe(Verdict.NotApplicable);
        Run(new Session("ht-tse"), null, new ScriptedRule { AtEnd = (_, findings) => findings.Applied() }).Outcomes.Single().Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void Deadline_fires_before_a_later_frame_at_its_own_time_and_after_a_frame_of_the_same_time()
    {
        var seen = new List<string>();
        var rule = new ScriptedRule
        {
            Frame = (frame, findings) =>
            {
                seen.Add($"frame {frame.T}");
                if (frame.Kind == FrameKind.Open) findings.WakeAt(2_000_000);
            },
            Time = (now, findings) => seen.Add($"time {now} {findings.Now}"),
        };

        Run(new Session("ht-tse").Ask("/").At(2).Server("{}").At(3).Server("{}"), null, rule);

        seen.ShouldBe(["frame 0", "frame 2000000", "time 2000000 2000000", "frame 3000000"]);
    }

    [Fact]
    public void Deadlines_of_several_rules_fire_in_the_order_of_time()
    {
        var seen = new List<string>();
        ScriptedRule Rule(string name, long at) => new()
        {
            Frame = (frame, findings) => { if (frame.Kind == FrameKind.Open) findings.WakeAt(at); },
            Time = (now, _) => seen.Add($"{name} {now}"),
        };

        Run(new Session("ht-tse").Ask("/").At(9).Server("{}"), null, Rule("late", 5), Rule("early", 3), Rule("never", 9_000_000));

        seen.ShouldBe(["early 3", "late 5"]);
    }

    [Fact]
    public void Live_session_and_its_recording_find_the_same()
    {
        ScriptedRule Rule() => new()
        {
            Frame = (frame, findings) => findings.WakeAt(frame.T + 500_000),
            Time = (now, findings) => findings.Report(ScriptedRule.Should, (Frame?)null, $"silent at {now}", "e", "a"),
        };
        var session = new Session("ht-tse").Ask("/").At(0.4).Server("{}").At(2).Server("{}").At(3).Observed();

        var recorded = Run(session, null, Rule());
        var live = new Judge(session.Transcript.Header, [Rule()]);
        foreach (var frame in session.Frames.Where(frame => frame.Kind != FrameKind.Gap))
        {
            for (var tick = 0L; tick < frame.T; tick += 100_000) live.OnTime(tick);
            live.OnFrame(frame);
        }

        live.End(3_000_000);

        live.Findings.ShouldBe(recorded.Findings);
        live.Findings.Select(finding => finding.T).ShouldBe([500_000, 2_500_000]);
    }

    [Fact]
    public void Next_deadline_is_the_earliest_that_any_rule_asked_for()
    {
        var judge = new Judge(new Session("ht-tse").Transcript.Header, [new ScriptedRule { Frame = (frame, findings) => findings.WakeAt(frame.T + 7) }, new ScriptedRule()]);
        judge.NextDeadline.ShouldBeNull();

        judge.OnFrame(new Session("ht-tse").Ask("/").Frames[0]);

        judge.NextDeadline.ShouldBe(7);
    }

    [Fact]
    public void Gap_stops_a_rule_that_needs_every_frame_and_only_that()
    {
        ScriptedRule Rule(bool ignoresGaps) => new()
        {
            IgnoresGaps = ignoresGaps,
            Frame = (frame, findings) => { if (frame.Kind == FrameKind.Text) findings.Report(ScriptedRule.Must, frame, "m", "e", "a"); },
        };
        var session = new Session("ht-tse").Ask("/").Gap(12).Server("{}");

        Session.Short(Run(session, null, Rule(ignoresGaps: false))).ShouldBe(["INCONCLUSIVE ht-tse.envelope.001 #1.1"]);
        Session.Short(Run(session, null, Rule(ignoresGaps: true))).ShouldBe(["FAIL ht-tse.envelope.001 #1.2"]);
    }

    [Fact]
    public void Rule_that_throws_is_a_harness_error_and_stops_nobody_else()
    {
        var broken = new ScriptedRule { Frame = (_, _) => throw new FormatException("oops") };
        var sound = new ScriptedRule { AtEnd = (_, findings) => findings.Report(ScriptedRule.Silent, (Frame?)null, "m", "e", "a") };

        var judge = Run(new Session("ht-tse").Ask("/").Server("{}"), null, broken, sound);

        Session.Short(judge).ShouldBe(["HARNESS_ERROR ht-tse.envelope.001", "INFO ht-tse.envelope.015"]);
        judge.Findings[0].Actual.ShouldBe("FormatException: oops");
    }

    [Theory]
    [InlineData("ht-tse.auth.001", "which it does not list")]
    [InlineData("ht-tse.none.999", "which no register has")]
    public void Finding_at_a_foreign_clause_is_a_harness_error(string clause, string message)
    {
        var rule = new ScriptedRule
        {
            Clauses = [ScriptedRule.Must, "ht-tse.none.999"],
            AtEnd = (_, findings) => findings.Report(clause, (Frame?)null, "m", "e", "a"),
        };

        var finding = Run(new Session("ht-tse"), null, rule).Findings.ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.HarnessError);
        finding.Actual.ShouldContain(message);
    }

    [Fact]
    public void Findings_at_one_clause_are_bounded_and_counted()
    {
        var rule = new ScriptedRule { Frame = (frame, findings) => findings.Report(ScriptedRule.Must, frame, "m", "e", "a") };

        var judge = Run(new Session("ht-tse").Ask("/").Times(100, (session, _) => session.Server("{}")), null, rule);

        judge.Findings.Count.ShouldBe(10);
        judge.Outcomes.Single().Suppressed.ShouldBe(91);
    }

    [Fact]
    public void Nothing_changes_after_the_end()
    {
        var judge = Run(new Session("ht-tse").Ask("/"), null, new ScriptedRule { AtEnd = (_, findings) => findings.Report(ScriptedRule.Must, (Frame?)null, "m", "e", "a") });

        judge.End(99);
        judge.OnTime(99);

        judge.Findings.Count.ShouldBe(1);
        Should.Throw<ObjectDisposedException>(() => judge.OnFrame(new Session("ht-tse").Ask("/").Frames[0]));
    }

    [Fact]
    public void Finding_says_what_where_and_what_instead()
    {
        var rule = new ScriptedRule { Frame = (frame, findings) => findings.Report(ScriptedRule.Must, frame, "It broke", "an egg", "a stone") };

        Run(new Session("ht-tse").Ask("/"), null, rule).Findings[0].ToString()
            .ShouldBe("FAIL ht-tse.envelope.001 (§6, 7) #1.0 It broke; expected an egg, but was a stone");
    }

    private static Judge Run(Session session, JudgeOptions? options, params IRule[] rules)
    {
        var judge = new Judge(session.Transcript.Header, rules, options);
        foreach (var frame in session.Frames) judge.OnFrame(frame);
        judge.End(session.Frames.Count == 0 ? 0 : session.Frames[^1].T);
        return judge;
    }
}
