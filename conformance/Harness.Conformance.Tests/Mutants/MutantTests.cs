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

    [Fact]
    public void Report_names_what_is_not_as_it_should_be_and_the_score_of_each_protocol()
    {
        MutantResult[] results =
        [
            new("odin.client.seen", ["x"], [Finding()], []),
            new("odin.client.unseen", ["y"], [], []),
            new("virtuoso.server.more", ["x"], [Finding()], [Finding()]),
        ];
        var report = new MutantReport(results, ["some.rule"], TimeSpan.FromSeconds(1.25));
        var lines = Lines(report, all: false);
        lines.Count(line => line.StartsWith("caught", StringComparison.Ordinal)).ShouldBe(0);
        lines[0].ShouldBe("MISSED  odin.client.unseen: declares y");
        lines[1].ShouldStartWith("STRAYS  virtuoso.server.more: at ");
        lines[2].ShouldStartWith("    ");
        lines[^4..].ShouldBe(
        [
            "no mutant proves the rule some.rule",
            "odin      1/2 caught",
            "virtuoso  1/1 caught, 1 with strays",
            "mutation score 2/3, 1 with strays, 1 rules unproven, 1.3 s",
        ]);
        Lines(report, all: true)[0].ShouldStartWith("caught  odin.client.seen: at ");
    }

    private static List<string> Lines(MutantReport report, bool all)
    {
        using var text = new StringWriter { NewLine = "\n" };
        report.Write(text, all);
        return [.. text.ToString().TrimEnd().Split('\n')];
    }

    private static Harness.Conformance.Reports.CaseFinding Finding() => Tests.Reports.Results.Case("a", Specs.Verdicts.Verdict.Fail).Findings[0];
}
