using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Tests.Listing;

public sealed class ListingTests
{
    [Theory]
    [InlineData("protocols", "protocol")]
    [InlineData("clauses", "id")]
    [InlineData("cases", "since")]
    [InlineData("scenarios", "name")]
    [InlineData("stances", "name")]
    [InlineData("instruments", "key")]
    [InlineData("accounts", "role")]
    public async Task Json_is_one_array_of_objects_with_their_key(string word, string key)
    {
        var run = await CliRun.OfAsync("list", word, "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetArrayLength().ShouldBeGreaterThan(0);
        json.RootElement.EnumerateArray().ShouldAllBe(row => row.GetProperty(key).GetString()!.Length > 0);
    }

    [Theory]
    [InlineData("protocols", "ht-tse")]
    [InlineData("clauses", "ht-tse.auth.001")]
    [InlineData("cases", "  0.1.0  ")]
    [InlineData("scenarios", "nothing for three seconds, then all of it at once")]
    [InlineData("stances", "ht.rejection")]
    [InlineData("instruments", "IRO1FOLD0001")]
    [InlineData("accounts", "demo / demo")]
    public async Task Text_has_a_heading_and_a_line_a_row(string word, string expected)
    {
        var run = await CliRun.OfAsync("list", word);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain(expected);
        run.Output.Split('\n')[0].ShouldBe(run.Output.Split('\n')[0].ToUpperInvariant());
    }

    [Fact]
    public async Task Clause_says_what_a_reader_of_a_report_needs()
    {
        var run = await CliRun.OfAsync("list", "clauses", "--protocol", "ht-tse", "--json");

        using var json = JsonDocument.Parse(run.Output);
        var clause = json.RootElement.EnumerateArray().First(row => row.GetProperty("id").GetString() == "ht-tse.auth.001");
        clause.GetProperty("section").GetString().ShouldBe("1, 2");
        clause.GetProperty("level").GetString().ShouldBe("MUST");
        clause.GetProperty("party").GetString().ShouldBe("server");
        clause.GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        clause.GetProperty("rules").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Scenario_says_whose_it_is_and_what_it_provokes()
    {
        var run = await CliRun.OfAsync("list", "scenarios", "--protocol", "virtuoso", "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetArrayLength().ShouldBeGreaterThan(10);
        json.RootElement.EnumerateArray().ShouldAllBe(row => row.GetProperty("protocol").GetString() == "virtuoso" && row.GetProperty("provokes").GetString()!.Length > 0);
    }

    [Theory]
    [InlineData("rfc6455")]
    [InlineData("ht-tse")]
    public async Task Protocol_limits_clauses_to_one_register(string owner)
    {
        var run = await CliRun.OfAsync("list", "clauses", "--protocol", owner, "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateArray().ShouldAllBe(row => row.GetProperty("id").GetString()!.StartsWith(owner + "."));
    }

    [Fact]
    public async Task Every_rule_is_listed_with_a_mutant_that_breaks_one_of_its_clauses()
    {
        var run = await CliRun.OfAsync("list", "rules", "--json");

        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetArrayLength().ShouldBeGreaterThan(100);
        json.RootElement.EnumerateArray()
            .Where(rule => rule.GetProperty("mutants").GetArrayLength() == 0)
            .Select(rule => rule.GetProperty("id").GetString())
            .ShouldBeEmpty("nothing proves that these can fail");
    }

    [Fact]
    public async Task Summary_counts_every_clause_once()
    {
        var clauses = ProtocolCatalog.Embedded.Registers.SelectMany(register => register.Clauses).ToList();

        var run = await CliRun.OfAsync("list", "clauses", "--summary", "--markdown");

        run.ExitCode.ShouldBe(0, run.Error);
        var rows = run.Output.Split(Environment.NewLine).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 2).ToList();
        rows.Single(cells => cells[1] == "all")[6].ShouldBe($"{clauses.Count(clause => clause.Rules.Count > 0)} of {clauses.Count}");
        var without = clauses.Where(clause => clause.Untestable is not null).ToList();
        rows.SelectMany(cells => cells.Length == 5 ? cells[3].Split(' ') : []).Where(word => word.Contains('.')).Order().ShouldBe(without.Select(clause => clause.Id).Order());
        without.ShouldAllBe(clause => rows.Any(cells => cells[1] == clause.Untestable));
    }

    [Fact]
    public async Task Summary_as_text_is_limited_to_a_register()
    {
        var run = await CliRun.OfAsync("list", "clauses", "--protocol", "odin", "--summary", "--reasons");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("odin      49 of 52");
        run.Output.ShouldContain("1 without a rule: The document does not say how many are many.");
        run.Output.ShouldNotContain("ht-tse");
    }

    [Fact]
    public async Task Summary_fits_on_a_screen_and_says_how_to_see_the_reasons()
    {
        var run = await CliRun.OfAsync("list", "clauses", "--summary");

        run.ExitCode.ShouldBe(0, run.Error);
        var lines = run.Output.TrimEnd().Split(Environment.NewLine);
        lines.Length.ShouldBeLessThan(24);
        lines.ShouldAllBe(line => line.Length <= 100);
        lines[^1].ShouldBe($"{ProtocolCatalog.Embedded.Registers.SelectMany(register => register.Clauses).Count(clause => clause.Rules.Count == 0)} clauses have no rule; --reasons says why, and which they are");
    }

    [Theory]
    [InlineData("--markdown", "expected --summary beside it")]
    [InlineData("--reasons", "--reasons: expected --summary beside it")]
    [InlineData("--summary --json", "expected no --json beside it")]
    public async Task Summary_flags_that_do_not_go_together_are_a_mistake(string flags, string said)
    {
        var run = await CliRun.OfAsync(["list", "clauses", .. flags.Split(' ')]);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(said);
    }

    [Fact]
    public async Task Environment_variable_stands_in_for_the_flag()
    {
        var run = await CliRun.OfAsync(new Dictionary<string, string> { ["HARNESS_PROTOCOL"] = "nowhere" }, "list", "clauses");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("nowhere");
    }
}
