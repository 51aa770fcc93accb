using Harness.Conformance.Reports;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Reports;

public sealed class RunExitTests
{
    [Theory]
    [InlineData(0, Verdict.Pass)]
    [InlineData(0, Verdict.Pass, Verdict.Warn, Verdict.Info, Verdict.Inconclusive, Verdict.NotApplicable)]
    [InlineData(1, Verdict.Pass, Verdict.Fail)]
    [InlineData(1, Verdict.Timeout)]
    [InlineData(1, Verdict.Crash)]
    [InlineData(1, Verdict.Untestable)]
    [InlineData(4, Verdict.HarnessError, Verdict.Fail)]
    [InlineData(6, Verdict.NotApplicable)]
    [InlineData(6)]
    public void Exit_of_a_run_follows_its_worst_case(int expected, params Verdict[] verdicts) => RunExit.Of(Results.Report(verdicts)).ShouldBe(expected);

    [Fact]
    public void Exit_of_an_unreachable_implementation_is_3() => RunExit.Of(Results.Report() with { Unreachable = "refused" }).ShouldBe(3);

    [Fact]
    public void Exit_of_an_interrupted_run_is_never_0() => RunExit.Of(Results.Report(Verdict.Pass) with { NotRun = 2 }).ShouldBe(RunExit.Failed);

    [Fact]
    public void Untestable_recordings_change_no_exit_code() =>
        RunExit.Of(Results.Report(Verdict.Untestable, Verdict.Pass) with { Role = RunRole.Transcript }).ShouldBe(0);

    [Theory]
    [InlineData(2, 4, 2, 3, 1, 5, 6, 0)]
    [InlineData(4, 4, 3, 1, 5, 6, 0)]
    [InlineData(3, 3, 1, 5, 6, 0)]
    [InlineData(1, 1, 5, 6, 0)]
    [InlineData(5, 5, 6, 0)]
    [InlineData(6, 6, 0)]
    public void Worst_of_several_exits_follows_the_precedence(int expected, params int[] codes) => RunExit.Worst(codes).ShouldBe(expected);
}
