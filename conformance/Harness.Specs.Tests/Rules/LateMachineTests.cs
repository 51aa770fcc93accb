using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Tests.Rules.HedgeTech;
using Harness.Specs.Tests.Rules.Odin;
using Harness.Specs.Tests.Rules.Virtuoso;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Rules;

/// <summary>A time on the wire that misses its limit by less than the machine was late proves nothing.</summary>
public sealed class LateMachineTests
{
    private static readonly (string Clause, Func<Session> Tell)[] Measured =
    [
        ("virtuoso.heartbeat.004", () => Virtuoso.Virtuoso.Ready().At(30).Ping().After(10.4).Pong()),
        ("ht-ime.errors.004", () => Ime.Open().After(5.4).Closed(Party.Server, 1008, "unknown contract")),
        ("odin.hours.001", () => OdinWords.New().Open("/enhanced-stream?client_id=app").Server(OdinWords.Welcome("app", open: "false")).Subscribes("SBIN").After(2.4).Data()),
    ];

    public static TheoryData<string> Clauses => [.. Measured.Select(one => one.Clause)];

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Measured_time_is_inconclusive_on_a_machine_that_was_late_by_as_much(string clause)
    {
        var (_, tell) = Measured.Single(one => one.Clause == clause);

        Of(lateMillis: 300).ShouldBeOneOf(Verdict.Fail, Verdict.Warn);
        Of(lateMillis: 500).ShouldBe(Verdict.Inconclusive);

        Verdict Of(int lateMillis) => tell().Judge(new JudgeOptions { Jitter = lateMillis * 1000L }).Findings.Single(finding => finding.Clause.Id == clause).Verdict;
    }
}
