using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Tests.Rules.HedgeTech;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Rules;

/// <summary>A hole in a recording takes the answer from whoever was waiting for it, and from nobody else.</summary>
public sealed class GapTests
{
    [Theory]
    [InlineData("rejection", "INCONCLUSIVE ht-tse.auth.014 #1.2")]
    [InlineData("pong", "INCONCLUSIVE rfc6455.ping.001 #1.3")]
    [InlineData("close", "INCONCLUSIVE rfc6455.close.003 #1.3")]
    [InlineData("authenticate", "INCONCLUSIVE virtuoso.auth.006 #1.3")]
    [InlineData("unauthenticated", "INCONCLUSIVE virtuoso.connect.003 #1.3")]
    [InlineData("acknowledge", "INCONCLUSIVE virtuoso.subscribe.005 #1.5")]
    [InlineData("error", "INCONCLUSIVE virtuoso.errors.001 #1.5")]
    [InlineData("heartbeat", "INCONCLUSIVE virtuoso.heartbeat.001 #1.4")]
    [InlineData("missed pong", "INCONCLUSIVE virtuoso.heartbeat.003 #1.5")]
    [InlineData("close event", "INCONCLUSIVE virtuoso.close.003 #1.5")]
    public void Answer_that_may_lie_in_the_gap_is_inconclusive(string what, string expected) => Before(what).Gap(3).After(60).Observed().Findings().ShouldContain(expected);

    [Theory]
    [InlineData("pong")]
    [InlineData("acknowledge")]
    [InlineData("heartbeat")]
    public void Answer_that_came_before_the_gap_is_not(string what)
    {
        var session = Before(what);
        if (what == "pong") session.Pong(Party.Client, "a");
        else if (what == "acknowledge") Virtuoso.Virtuoso.Acknowledge(session, "orders");
        else session.Closed(Party.Client, 1000);

        session.Gap(3).Findings().ShouldNotContain(finding => finding.StartsWith("INCONCLUSIVE rfc6455.ping", StringComparison.Ordinal)
            || finding.StartsWith("INCONCLUSIVE virtuoso.subscribe", StringComparison.Ordinal));
    }

    [Fact]
    public void Message_after_a_gap_is_judged_all_the_same()
    {
        Tse.New().Subscribe("best-limit").Gap(3).Says("best-limit", """{"1":{}}""").Findings().ShouldContain("FAIL ht-tse.best-limit.002 #1.3");
        Virtuoso.Virtuoso.New().On(1).Gap(3).Server(Virtuoso.Virtuoso.Message("trades", "{}")).Findings().ShouldContain("FAIL virtuoso.trades.001 #1.1");
    }

    [Fact]
    public void Rule_that_saw_nothing_of_its_own_beside_a_gap_cannot_say_not_applicable()
    {
        var judge = Tse.New().Subscribe("best-limit").Gap(3).Says("best-limit").Judge();

        Outcome(judge, "ht-tse.fund").ShouldBe(Verdict.Inconclusive);
        Outcome(judge, "ht-tse.best-limit").ShouldBe(Verdict.Pass);
    }

    private static Verdict Outcome(Judge judge, string rule) => judge.Outcomes.Single(outcome => outcome.Rule.Id == rule).Verdict;

    private static Session Before(string what) => what switch
    {
        "rejection" => Tse.New().Ask(Tse.Query("best-limit")).Accept(),
        "pong" => Tse.New().Subscribe("best-limit").Ping(Party.Server, "a"),
        "close" => Tse.New().Subscribe("best-limit").Close(Party.Server, 1000),
        "authenticate" => Virtuoso.Virtuoso.Authenticate(Virtuoso.Virtuoso.New().Open("/ws")),
        "unauthenticated" => Virtuoso.Virtuoso.Subscribe(Virtuoso.Virtuoso.New().Open("/ws"), "orders"),
        "acknowledge" => Virtuoso.Virtuoso.Subscribe(Virtuoso.Virtuoso.Ready(), "orders"),
        "error" => Virtuoso.Virtuoso.Ready().Client("{"),
        "missed pong" => Virtuoso.Virtuoso.Ping(Virtuoso.Virtuoso.Ready().At(30)),
        "close event" => Virtuoso.Virtuoso.Ready().Server($$"""{"event":"close","message":"x","code":1000,"timestamp":{{Virtuoso.Virtuoso.At}}}"""),
        _ => Virtuoso.Virtuoso.Ready(),
    };
}
