namespace Harness.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Nothing_asked_for_shows_the_commands_and_is_a_usage_error()
    {
        var run = await CliRun.OfAsync();

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("list");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("list --help")]
    [InlineData("list clauses --nonsense --help")]
    [InlineData("--version")]
    public async Task Help_and_version_go_to_standard_output(string line)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldNotBeEmpty();
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("lst", "lst: no such command; did you mean 'list'? Expected one of serve")]
    [InlineData("nothing", "nothing: no such command: expected one of serve")]
    [InlineData("lst", "did you mean 'list'?")]
    [InlineData("list clause", "did you mean 'clauses'?")]
    [InlineData("list clauses --jsn", "--jsn: clauses has no such flag; did you mean '--json'?")]
    [InlineData("list clauses extra", "extra: expected a flag of clauses")]
    [InlineData("list clauses --protocol", "list clauses: --protocol: expected SLUG, got nothing")]
    [InlineData("serve --prot ht-tse", "did you mean '--protocol'?")]
    [InlineData("check transcript x --role clint", "--role: expected client or server or both, got 'clint'; did you mean 'client'?")]
    [InlineData("serve --port", "serve: --port: expected PORT, got nothing")]
    [InlineData("serve --port 1 --port 2", "serve: --port: expected one value, got 2: '1', '2'")]
    [InlineData("serve --tls=maybe", "serve: maybe: expected a flag of serve")]
    [InlineData("serve --stance ht.timezone=foo", "expected an offset such as +03:30, but was 'foo'")]
    public async Task Word_that_is_not_known_is_a_usage_error_that_names_it(string line, string expected)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(expected);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_mistakes_are_reported_at_once()
    {
        var run = await CliRun.OfAsync("list", "clauses", "--protocol", "unheard-of", "--jsn");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("unheard-of");
        run.Error.ShouldContain("--jsn");
    }
}
