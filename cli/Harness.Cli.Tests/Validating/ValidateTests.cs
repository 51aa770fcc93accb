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
    public async Task No_file_is_a_usage_error() => (await CliRun.OfAsync("validate")).ExitCode.ShouldBe(2);

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
