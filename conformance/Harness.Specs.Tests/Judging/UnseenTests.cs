using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Judging;

/// <summary>A recording that does not show something is no evidence about it.</summary>
public sealed class UnseenTests
{
    [Fact]
    public void Rule_that_needs_what_is_not_shown_judges_nothing()
    {
        var rule = new ScriptedRule { Needs = [WireDetail.Ping], AtEnd = (_, findings) => findings.Report(ScriptedRule.Must, (Frame?)null, "m", "e", "a") };

        Verdicts(rule, WireDetail.Ping).ShouldBe(Verdict.NotApplicable);
        Verdicts(rule, WireDetail.Close).ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void How_a_connection_ended_is_nobodys_fault_where_no_end_is_shown()
    {
        var rule = new ScriptedRule { AtEnd = (_, findings) => findings.Report(ScriptedRule.Must, (Frame?)null, "m", "e", "a", Aspect.Close) };

        Verdicts(rule, WireDetail.Close).ShouldBe(Verdict.NotApplicable);
        Verdicts(rule, WireDetail.Ping).ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void Server_that_should_have_closed_is_not_blamed_by_a_recording_without_closes()
    {
        var session = new Session("ht-tse").Ask("/data-engine/tse-ifb/live/data/websocket/symbol/isin?channels=best-limit&symbol_isins=IRT3SATF0001").Accept().At(60).Observed();

        Closing(Judge.Run(session.Transcript)).ShouldNotBeEmpty();
        Closing(Judge.Run(session.Transcript with { Header = session.Transcript.Header with { Unseen = [WireDetail.Close] } })).ShouldBeEmpty();

        static IEnumerable<Finding> Closing(Judge judge) => judge.Findings.Where(finding => finding.Aspect == Aspect.Close);
    }

    private static Verdict Verdicts(ScriptedRule rule, WireDetail unseen)
    {
        var header = new Session("ht-tse").Transcript.Header with { Unseen = [unseen] };
        var judge = new Judge(header, [rule]);
        judge.End(0);
        return judge.Outcomes.ShouldHaveSingleItem().Verdict;
    }
}
