using System.Text.Json;
using Harness.Mocks.Server;

namespace Harness.Cli.Tests.Checking;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-config").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Matrix_runs_every_cell_into_one_report_and_ends_with_the_gravest_code()
    {
        await using var mock = await MockServer.StartAsync(new() { Seed = 7 }, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"{_folder}/known.yaml", "- { case: ht-tse.subscribe.003, reason: the password is wrong }", TestContext.Current.CancellationToken);
        var file = Write($"""
            version: 1
            defaults: {"{"} url-less: 1 {"}"}
            """);
        (await CliRun.OfAsync("check", "--config", file)).ExitCode.ShouldBe(2);

        file = Write($$"""
            version: 1
            defaults: { start-timeout: 2s }
            implementations:
              - name: right
                url: {{mock.SocketUrl}}
                protocols: { ht-tse: { case: ht-tse.subscribe.003 }, odin: { case: odin.session.001 } }
              - name: wrong
                url: {{mock.SocketUrl}}
                protocols: [ht-tse]
                case: ht-tse.subscribe.003
                accounts: { demo: { password: "${WORD}" } }
                known-failing: known.yaml
              - name: absent
                url: ws://127.0.0.1:1
                protocols: [virtuoso]
              - name: no program
                command: [./no-such-program]
                protocols: [ht-tse]
                case: ht-tse.subscribe.003
            """);
        string[] reports = [.. new[] { "json", "ndjson", "junit", "md", "html" }.SelectMany(kind => new[] { "--report", $"{kind}={_folder}/report.{kind}" })];
        var variables = new Dictionary<string, string> { ["WORD"] = "wrong" };
        var all = await CliRun.OfAsync(variables, ["check", "--config", file, .. reports]);
        all.ExitCode.ShouldBe(3, all.Output + all.Error);
        all.Output.ShouldContain("ht-tse server right: 1 case: 1 PASS");
        all.Output.ShouldContain("ht-tse server wrong: 1 case: 1 UNTESTABLE (1 known)");
        all.Output.ShouldContain("absent: 127.0.0.1:1 cannot be reached");
        all.Output.ShouldContain($"{_folder}/no-such-program");
        var json = JsonElement.Parse(await File.ReadAllBytesAsync($"{_folder}/report.json", TestContext.Current.CancellationToken));
        json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("implementation").GetString()).ShouldBe(["right", "right", "wrong", "absent", "no program"]);
        foreach (var kind in new[] { "ndjson", "junit", "md", "html" }) (await File.ReadAllTextAsync($"{_folder}/report.{kind}", TestContext.Current.CancellationToken)).ShouldContain("absent");

        var some = await CliRun.OfAsync(variables, "check", "--config", file, "--name", "r*", "--name", "wr*");
        some.ExitCode.ShouldBe(0, some.Output);
        some.Output.ShouldNotContain("absent");
    }

    [Fact]
    public async Task Mistakes_in_the_file_end_with_2_and_their_places()
    {
        var file = Write("version: 1\nimplementations:\n  - name: a\n    url: http://x\n    protocols: [odinn]\n    jobs: 0\n");
        var run = await CliRun.OfAsync("check", "--config", file);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"{file}:4:10: expected a ws:// or wss:// address");
        run.Error.ShouldContain($"{file}:6:11:");
        (await CliRun.OfAsync("check", "--config", $"{_folder}/none.yaml")).Error.ShouldContain("none.yaml:1:1: cannot be read");
        var nobody = await CliRun.OfAsync("check", "--config", Write("version: 1\nimplementations:\n  - { name: a, url: 'ws://x', protocols: odin }\n"), "--name", "b");
        nobody.Error.ShouldContain("--name: expected one of a, got 'b'");
    }

    [Fact]
    public async Task Check_alone_shows_its_help_and_names_a_wrong_word()
    {
        var alone = await CliRun.OfAsync("check");
        (alone.ExitCode, alone.Error.Contains("--config", StringComparison.Ordinal)).ShouldBe((2, true));
        (await CliRun.OfAsync("check", "clint")).Error.ShouldContain("did you mean 'client'?");
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "harness.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
