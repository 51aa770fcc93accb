namespace Harness.Cli.Tests.Validating;

public sealed class ValidateTests : IDisposable
{
    private const string Good = """
        version: 1
        name: the token expires while streaming
        protocol: ht-tse
        rules:
          - on: open
            do: [ { after: 3s }, { close: { code: 1008, reason: expired token } } ]
        """;

    private const string GoodCase = """
        version: 1
        id: virtuoso.mine.001
        title: A client authenticates
        clauses: [virtuoso.auth.001]
        level: MUST
        steps:
          - client: open
          - server: open
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Good_scenario_is_named()
    {
        var file = Write("good.yaml", Good);

        var run = await CliRun.OfAsync("validate", file);

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldBe($"{file}: valid, a scenario for ht-tse: the token expires while streaming{Environment.NewLine}");
    }

    [Fact]
    public async Task Every_mistake_of_every_file_is_told_at_its_line()
    {
        var bad = Write("bad.yaml", Good.Replace("on: open", "on: opne").Replace("3s", "soon"));
        var good = Write("good.yaml", Good);

        var run = await CliRun.OfAsync("validate", bad, good);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain($"{bad}:5:");
        run.Output.ShouldContain($"{bad}:6:");
        run.Output.ShouldContain($"{good}: valid");
    }

    [Fact]
    public async Task File_that_is_not_there_is_named()
    {
        var run = await CliRun.OfAsync("validate", Path.Combine(_folder, "missing.yaml"));

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("missing.yaml");
    }

    [Fact]
    public async Task Good_case_is_named()
    {
        var file = Write("case.yaml", GoodCase);

        var run = await CliRun.OfAsync("validate", file);

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldBe($"{file}: valid, a case for virtuoso: virtuoso.mine.001, A client authenticates{Environment.NewLine}");
    }

    [Theory]
    [InlineData("level: MUST", "level: MSUT", "5:8: expected one of MUST")]
    [InlineData("virtuoso.auth.001]", "virtuoso.auth.999]", "4:11: no register has the clause 'virtuoso.auth.999'")]
    [InlineData("id: virtuoso.mine.001", "# no id", "expected the property \"id\"")]
    [InlineData("steps:", "mock: [ { on: open, do: [ { send: '{{#if message}}x' } ] } ]\nsteps:", "6:")]
    public async Task Mistake_of_a_case_is_told_as_one(string right, string wrong, string expected)
    {
        var file = Write("case.yaml", GoodCase.Replace(right, wrong));

        var run = await CliRun.OfAsync("validate", file);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Output.ShouldContain(expected);
        run.Output.ShouldNotContain("provokes");
    }

    [Fact]
    public async Task Folder_is_called_one()
    {
        var run = await CliRun.OfAsync("validate", _folder);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain($"{_folder}:1:1: this is a folder: expected a file");
    }

    [Theory]
    [InlineData("validate {0} --json", "harness validate: --json: validate has no such flag")]
    [InlineData("validate --bogus {0}", "harness validate: --bogus: validate has no such flag")]
    [InlineData("check transcript {0} --rloe client", "--rloe: transcript has no such flag; did you mean '--role'?")]
    [InlineData("validate", "harness validate: FILE: expected at least one, got nothing")]
    public async Task Word_that_is_no_file_is_a_usage_error_that_names_it(string line, string expected)
    {
        var run = await CliRun.OfAsync(string.Format(null, line, Write("good.yaml", Good)).Split(' '));

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(expected);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Word_after_two_dashes_is_a_file()
    {
        var run = await CliRun.OfAsync("validate", "--", "--json");

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("--json:1:1: cannot be read");
    }

    [Fact]
    public async Task Serve_starts_with_no_scenario_that_is_wrong()
    {
        var bad = Write("bad.yaml", Good.Replace("on: open", "on: opne"));

        var run = await CliRun.OfAsync("serve", "--port", "0", "--scenario", bad, "--rate", "fast");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"{bad}:5:");
        run.Error.ShouldContain("--rate: expected");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
