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
    public async Task Words_protocol_and_templates_are_judged_in_one_run()
    {
        var bad = Write("bad.yaml", Good.Replace("on: open", "on: open\n    symbol: IRO1FLOD0001").Replace("code: 1008", "code: 1006").Replace("expired token", "'{{nope 1}}'").Replace("3s", "soon"));

        var run = await CliRun.OfAsync("validate", bad);

        run.ExitCode.ShouldBe(2);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4, run.Output);
        lines[0].ShouldStartWith($"{bad}:6:13: ht-tse has no instrument 'IRO1FLOD0001': did you mean 'IRO1FOLD0001'?");
        lines[1].ShouldStartWith($"{bad}:7:20: expected a duration");
        lines[2].ShouldStartWith($"{bad}:7:45: expected a close code");
        lines[3].ShouldStartWith($"{bad}:7:60: template {{{{nope 1}}}}: there is no helper 'nope'");
    }

    [Fact]
    public async Task Mistakes_of_a_case_and_of_its_mock_are_one_list()
    {
        var file = Write("case.yaml", GoodCase.Replace("level: MUST", "level: MSUT").Replace("steps:", "mock: [ { on: opne, do: [ { log: '{{nope 1}}' } ] } ]\nsteps:").Replace("virtuoso.auth.001]", "virtuoso.auth.999]"));

        var run = await CliRun.OfAsync("validate", file);

        run.ExitCode.ShouldBe(2);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(file.Length + 1)..].Split(": ")[0]).ShouldBe(["4:11", "5:8", "6:15", "6:35"]);
    }

    [Fact]
    public async Task Every_list_that_a_configuration_names_is_judged()
    {
        Write("one.yaml", "- case: a.b.001");
        Write("two.yaml", "- reason: late");
        var file = Write("harness.yaml", """
            version: 1
            implementations:
              - { name: a, command: a, protocols: [odin], known-failing: one.yaml }
              - { name: b, command: b, protocols: [odin], known-failing: two.yaml }
            """);

        var run = await CliRun.OfAsync("validate", file);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("one.yaml:1:3: expected the property \"reason\"");
        run.Output.ShouldContain("two.yaml:1:3: expected the property \"case\"");
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
    [InlineData("level: MUST", "level: MSUT", "5:8: did you mean 'MUST'? Expected one of MUST")]
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
