using System.Text;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting.Choosing;

namespace Harness.Mocks.Tests.Scripting.Choosing;

public class RuleSieveTests
{
    private static readonly string?[] Rules =
    [
        null,
        """{"channel":"best-limit"}""",
        """{"channel":"order-book"}""",
        """{"channel":"best-limit","data":{"price":5}}""",
        """{"channel":{"in":["trades","order-book"]}}""",
        """{"channel":{"matches":"^best"}}""",
        """{"data":{"name":"caf\u00e9"}}""",
        """{"list":["a"]}""",
        "\"plain text\"",
        """{"data":{"price":{"equals":7}}}""",
        """{"data":{"price":{"in":[1,"one"]}}}""",
        """{"deep":{"er":{"still":"here"}}}""",
        """{"channel":{"ne":"trades"}}""",
        """{"nothing":null,"flag":true}""",
    ];

    [Theory]
    [InlineData("""{"channel":"best-limit"}""")]
    [InlineData("""{"channel":"best\u002dlimit","data":{"price":5.0}}""")]
    [InlineData("""{"channel":"trades","channel":"best-limit","data":{"price":50e-1}}""")]
    [InlineData("""{"\u0063hannel":"order-book","list":["b","a"]}""")]
    [InlineData("""{"data":{"name":"café","price":7}}""")]
    [InlineData("""{"data":{"price":1},"deep":{"er":{"still":"here"},"x":[1,{"still":"there"}]}}""")]
    [InlineData("""  {"data":{"price":"one"}}""")]
    [InlineData("plain text")]
    [InlineData("\"plain text\"")]
    [InlineData("""{"channel":"best-limit" """)]
    [InlineData("""{"channel":"best-limit"} and more""")]
    [InlineData("""["best-limit"]""")]
    [InlineData("""{"channel":"\ud800"}""")]
    [InlineData("""{"data":{"price":1e999999}}""")]
    [InlineData("""{"nothing":null,"flag":true,"channel":5}""")]
    [InlineData("{}")]
    [InlineData("")]
    public void Sift_keeps_every_rule_that_matches(string message)
    {
        var matchers = Rules.Select(Compile).ToList();
        var bytes = Encoding.UTF8.GetBytes(message);

        var kept = Sift(matchers, bytes);

        for (var rule = 0; rule < Rules.Length; rule++)
        {
            if (matchers[rule]?.Matches(bytes) ?? true) kept.ShouldContain(rule, Rules[rule]);
        }
    }

    [Fact]
    public void Sift_of_a_thousand_rules_leaves_the_one_whose_rarest_word_stands_in_the_message()
    {
        var matchers = Enumerable.Range(0, 1000).Select(i => Compile($$"""{"channel":"best-limit","symbolIsin":"IR{{i}}"}""")).ToList();
        Sift(matchers, """{"channel":"best-limit","symbolIsin":"IR777","data":{"symbolIsin":"IR5"}}"""u8.ToArray()).ShouldBe([777]);
        Sift(matchers, """{"channel":"best-limit","symbolIsin":"IR1000"}"""u8.ToArray()).ShouldBeEmpty();
    }

    [Fact]
    public void Sift_allocates_nothing()
    {
        var sieve = new RuleSieve([.. Enumerable.Range(0, 1000).Select(i => Compile($$$"""{"channel":"best-limit","data":{"id":{{{i}}}}}"""))]);
        var message = """{"channel":"best-limit","\u0064ata":{"id":5000,"list":[1,2,{"id":5}]}}"""u8.ToArray();
        var marks = new ulong[sieve.Words];
        sieve.Sift(message, marks);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) sieve.Sift(message, marks);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        RuleMarks.Next(marks, 0).ShouldBe(-1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(200)]
    public void Marks_are_found_in_order_wherever_they_stand(int size)
    {
        Span<ulong> marks = new ulong[RuleMarks.Words(size)];
        var marked = Enumerable.Range(0, size).Where(rule => rule % 3 == 0 || rule % 64 == 63).ToList();
        foreach (var rule in marked) RuleMarks.Set(marks, rule);

        var found = new List<int>();
        for (var at = RuleMarks.Next(marks, 0); at >= 0; at = RuleMarks.Next(marks, at + 1)) found.Add(at);

        found.ShouldBe(marked);
    }

    private static ScenarioMatcher? Compile(string? expected) => expected is null ? null : ScenarioMatcher.Compile(Encoding.UTF8.GetBytes(expected));

    private static List<int> Sift(IReadOnlyList<ScenarioMatcher?> matchers, byte[] message)
    {
        var sieve = new RuleSieve(matchers);
        var marks = new ulong[sieve.Words];
        sieve.Sift(message, marks);
        return [.. Enumerable.Range(0, matchers.Count).Where(rule => (marks[rule >> 6] >> (rule & 63) & 1) == 1)];
    }
}
