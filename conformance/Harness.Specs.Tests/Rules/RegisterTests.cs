using Harness.Fixtures.Catalog;
using Harness.Specs.Rules;

namespace Harness.Specs.Tests.Rules;

/// <summary>The registers say which rule checks which clause, and so do the rules: both must say the same.</summary>
public sealed class RegisterTests
{
    public static TheoryData<string> Registers() => [.. RuleBook.Registers];

    [Theory]
    [MemberData(nameof(Registers))]
    public void Register_and_rules_agree_in_both_directions(string slug)
    {
        var register = ProtocolCatalog.Embedded.Registers.Single(known => known.Protocol == slug);
        var written = register.Clauses.SelectMany(clause => clause.Rules.Select(rule => $"{clause.Id} {rule}")).Order(StringComparer.Ordinal);

        var coded = RuleBook.All.Where(rule => rule.Id.StartsWith(slug + ".", StringComparison.Ordinal))
            .SelectMany(rule => rule.Clauses.Select(clause => $"{clause} {rule.Id}")).Order(StringComparer.Ordinal);

        coded.ShouldBe(written);
    }

    [Fact]
    public void Rule_binds_the_party_of_each_of_its_clauses()
    {
        foreach (var rule in RuleBook.All)
        {
            foreach (var clause in rule.Clauses) ProtocolCatalog.Embedded.FindClause(clause)!.Party.ShouldBe(rule.Party, $"{rule.Id} at {clause}");
        }
    }

    [Fact]
    public void Rule_ids_are_unique_and_found() => RuleBook.All.ShouldAllBe(rule => RuleBook.Find(rule.Id) == rule);

    [Fact]
    public void Duties_can_be_left_out()
    {
        RuleBook.For("ht-tse").ShouldContain(rule => rule.Id == "duties.hammering");
        RuleBook.For("ht-tse", duties: false).ShouldNotContain(rule => rule.Id.StartsWith("duties.", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_protocol_is_judged_by_what_binds_every_peer() =>
        RuleBook.For("none").Select(rule => rule.Id.Split('.')[0]).Distinct().ShouldBe(["rfc6455", "duties"]);
}
