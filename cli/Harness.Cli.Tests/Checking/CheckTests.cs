using System.Text.Json;
using Harness.Mocks.Server;

namespace Harness.Cli.Tests.Checking;

public sealed class CheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-check").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--protocol", "check", "server", "--url", "ws://127.0.0.1:1")]
    [InlineData("--url", "check", "server", "--protocol", "ht-tse")]
    [InlineData("--url: expected a ws:// or wss:// address", "check", "server", "--protocol", "ht-tse", "--url", "http://127.0.0.1")]
    [InlineData("--report: expected KIND=FILE", "check", "server", "--protocol", "ht-tse", "--url", "ws://127.0.0.1:1", "--report", "pdf=x")]
    [InlineData("--account: expected ROLE=USER:PASS", "check", "server", "--protocol", "ht-tse", "--url", "ws://127.0.0.1:1", "--account", "nobody=a:b")]
    [InlineData("--endpoint: expected one of isin, name", "check", "client", "--protocol", "ht-tse", "--endpoint", "id", "--", "true")]
    [InlineData("the client's command after --", "check", "client", "--protocol", "ht-tse")]
    [InlineData("no such file or folder", "check", "transcript", "/nowhere/at-all.jsonl")]
    [InlineData("did you mean 'ht-tse'", "check", "mutants", "--protocol", "ht-tsee")]
    public async Task Mistake_of_the_command_line_is_told_and_ends_with_2(string told, params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);
        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain(told);
    }

    [Theory]
    [InlineData("ht-tse")]
    [InlineData("odin")]
    public async Task Server_that_is_not_there_ends_the_check_with_3(string protocol)
    {
        var run = await CliRun.OfAsync("check", "server", "--protocol", protocol, "--url", "ws://127.0.0.1:1");
        run.ExitCode.ShouldBe(3);
        run.Output.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task Client_that_cannot_be_started_ends_the_check_with_3()
    {
        var run = await CliRun.OfAsync("check", "client", "--protocol", "ht-tse", "--case", "ht-tse.subscribe.003", "--", "/no/such/program");
        run.ExitCode.ShouldBe(3);
        run.Output.ShouldContain("no such program");
    }

    [Theory]
    [InlineData("no case for a client fits --case 'ht-ime.no-such.*'; ht-ime has", "--case", "ht-ime.no-such.*")]
    [InlineData("fits --case 'ht-ime.survive.01'; did you mean 'ht-ime.survive.001'?", "--case", "ht-ime.survive.01")]
    [InlineData("--skip '*' leaves out every case for a client", "--skip", "*")]
    public async Task Client_run_without_a_case_ends_with_6_and_says_why(string told, params string[] globs)
    {
        var run = await CliRun.OfAsync(["check", "client", "--protocol", "ht-ime", .. globs, "--", "true"]);
        run.ExitCode.ShouldBe(6, run.Output);
        run.Output.ShouldContain("nothing was judged: ");
        run.Output.ShouldContain(told);
    }

    [Fact]
    public async Task Server_run_without_a_case_ends_with_6_and_says_why()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"] }, TestContext.Current.CancellationToken);
        var run = await CliRun.OfAsync("check", "server", "--protocol", "ht-tse", "--url", mock.SocketUrl.ToString(), "--case", "no-such-case");
        run.ExitCode.ShouldBe(6, run.Output);
        run.Output.ShouldContain("nothing was judged: no case for a server fits --case 'no-such-case'");
    }

    [Fact]
    public async Task Server_that_is_right_ends_with_0_and_all_reports_are_written()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        string[] reports = [.. new[] { "json", "ndjson", "junit", "md", "html" }.SelectMany(kind => new[] { "--report", $"{kind}={_folder}/report.{kind}" })];
        var run = await CliRun.OfAsync(
            [.. new[] { "check", "server", "--protocol", "ht-tse", "--url", mock.SocketUrl.ToString(), "--name", "ours", "--case", "ht-tse.subscribe.003", "--case", "ht-tse.reject.00[4]", "--case", "ht-tse.reject.004" }, .. reports]);
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("ht-tse server ours: 2 cases: 2 PASS");
        var json = JsonElement.Parse(await File.ReadAllBytesAsync($"{_folder}/report.json", TestContext.Current.CancellationToken));
        json.GetProperty("summary").GetProperty("PASS").GetInt32().ShouldBe(2);
        foreach (var kind in new[] { "ndjson", "junit", "md", "html" }) new FileInfo($"{_folder}/report.{kind}").Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Recording_with_a_corrupted_frame_fails_and_names_the_frame()
    {
        await MadeRecording.WriteAsync($"{_folder}/one.jsonl", low: 2, "2025-09-29T12:17:33.123456");
        var run = await CliRun.OfAsync("check", "transcript", _folder, "--role", "server");
        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldContain("ht-tse.ohlcv.003", customMessage: run.Output);
        run.Output.ShouldContain("> ");
        run.Output.ShouldContain("#1.2");
    }

    [Fact]
    public async Task Recording_of_another_protocol_than_the_flag_says_is_refused_and_one_that_names_none_is_judged()
    {
        await MadeRecording.WriteAsync($"{_folder}/one.jsonl", low: 1, "2025-09-29T12:17:33.123456");
        var run = await CliRun.OfAsync("check", "transcript", _folder, "--protocol", "odin");
        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain($"{_folder}/one.jsonl:1: this is a recording of ht-tse, and was to be judged as one of odin: leave --protocol out");

        (await CliRun.OfAsync("check", "transcript", _folder, "--protocol", "ht-tse")).ExitCode.ShouldBe(0);
        await MadeRecording.WriteAsync($"{_folder}/one.jsonl", low: 1, "2025-09-29T12:17:33.123456", protocol: "none");
        var nameless = await CliRun.OfAsync("check", "transcript", _folder, "--protocol", "ht-tse");
        nameless.ExitCode.ShouldBe(0, nameless.Output + nameless.Error);
        nameless.Output.ShouldContain("ht-tse transcript one: 1 case: 1 PASS");
    }
}
