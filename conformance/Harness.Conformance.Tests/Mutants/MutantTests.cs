using Harness.Conformance.Mutants;

namespace Harness.Conformance.Tests.Mutants;

public sealed class MutantTests
{
    [Theory]
    [InlineData("ht-tse", 12, 8)]
    [InlineData("ht-ime", 14, 10)]
    [InlineData("odin", 12, 8)]
    [InlineData("airalgo", 12, 8)]
    [InlineData("virtuoso", 6, 6)]
    public async Task Every_mutant_is_caught_at_its_clauses_and_nowhere_else(string protocol, int servers, int clients)
    {
        var ids = MutantRun.Ids(protocol).ToList();
        ids.ShouldBeUnique();
        ids.Count(id => id.Contains(".server.", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(servers);
        ids.Count(id => id.Contains(".client.", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(clients);

        var report = await new MutantRun([protocol]).RunAsync(null, TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        report.Write(text);
        report.IsGood.ShouldBeTrue(text.ToString());
    }

    [Fact]
    public void Report_with_a_miss_a_stray_or_an_unproven_rule_is_not_good()
    {
        var caught = new MutantResult("a", ["x"], [Finding()], []);
        new MutantReport([caught], [], default).IsGood.ShouldBeTrue();
        new MutantReport([caught], ["some.rule"], default).IsGood.ShouldBeFalse();
        new MutantReport([caught with { Hits = [] }], [], default).IsGood.ShouldBeFalse();
        new MutantReport([caught with { Strays = [Finding()] }], [], default).IsGood.ShouldBeFalse();
        new MutantReport([], [], default).IsGood.ShouldBeFalse();
    }

    private static Harness.Conformance.Reports.CaseFinding Finding() => Tests.Reports.Results.Case("a", Specs.Verdicts.Verdict.Fail).Findings[0];
}
