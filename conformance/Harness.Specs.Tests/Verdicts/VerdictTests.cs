using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Verdicts;

public sealed class VerdictTests
{
    [Fact]
    public void Order_is_that_of_the_reports() =>
        VerdictWords.GravestFirst.Select(verdict => verdict.Word())
            .ShouldBe(["HARNESS_ERROR", "CRASH", "TIMEOUT", "FAIL", "UNTESTABLE", "INCONCLUSIVE", "WARN", "INFO", "PASS", "NOT_APPLICABLE"]);

    [Fact]
    public void Worst_of_nothing_is_not_applicable() => Array.Empty<Verdict>().Worst().ShouldBe(Verdict.NotApplicable);

    [Fact]
    public void Worst_is_the_gravest() => new[] { Verdict.Pass, Verdict.Inconclusive, Verdict.Warn }.Worst().ShouldBe(Verdict.Inconclusive);
}
