using System.Text.Json;
using Harness.Cli.Tests.Processes;
using Harness.Mocks.Server;

namespace Harness.Cli.Tests.Loading;

/// <summary>Runs of <c>load</c> against the mock: how they end, and what they leave.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-load").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Thresholds_decide_how_a_run_ends()
    {
        await using var mock = await StartAsync("odin");

        var run = await LoadAsync(mock, "odin", "--threshold", "errors=0,connect-p99=1m", "--threshold", "messages/s>1000000");

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldContain("kept errors=0");
        run.Output.ShouldContain("kept connect-p99=1m");
        run.Output.ShouldContain("MISSED messages/s>1000000");
    }

    [Fact]
    public async Task Reports_of_every_kind_are_written()
    {
        await using var mock = await StartAsync("odin");

        var run = await LoadAsync(mock, "odin", "--report", $"json={_folder}/sub/load.json", "--report", $"md={_folder}/load.md", "--report", $"html={_folder}/load.html");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        JsonElement.Parse(await File.ReadAllBytesAsync($"{_folder}/sub/load.json", TestContext.Current.CancellationToken)).GetProperty("connections").GetProperty("streaming").GetInt32().ShouldBe(3);
        (await File.ReadAllTextAsync($"{_folder}/load.md", TestContext.Current.CancellationToken)).ShouldContain("| latency |");
        (await File.ReadAllTextAsync($"{_folder}/load.html", TestContext.Current.CancellationToken)).ShouldContain("<svg");
    }

    [Fact]
    public async Task Credentials_are_used_in_turn_and_from_the_environment()
    {
        await using var mock = await StartAsync("ht-tse");
        var file = Path.Combine(_folder, "users.csv");
        await File.WriteAllTextAsync(file, "password,username\ndemo,demo\nwrong,demo\n", TestContext.Current.CancellationToken);
        var variables = new Dictionary<string, string> { ["HARNESS_URL"] = mock.SocketUrl.ToString(), ["HARNESS_CREDENTIALS"] = file, ["HARNESS_LOGIN"] = "each", ["HARNESS_DURATION"] = "1s", ["HARNESS_CONNECTIONS"] = "4" };

        var run = await CliRun.OfAsync(variables, "load", "--protocol", "ht-tse");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Output.ShouldContain("2 of 4 opened");
        run.Output.ShouldContain("401");
        run.Output.ShouldContain("× 2");
    }

    [Fact]
    public async Task Nobody_listening_is_exit_3()
    {
        var run = await CliRun.OfAsync("load", "--protocol", "odin", "--url", "ws://127.0.0.1:1", "--connections", "50", "--duration", "1m");

        run.ExitCode.ShouldBe(3);
        run.Output.ShouldContain("127.0.0.1:1 cannot be reached");
    }

    [Fact]
    public async Task Run_that_is_told_to_stop_reports_what_it_has()
    {
        await using var mock = await StartAsync("odin");
        await using var run = ChildProcess.Start(
            HarnessProcess.Program,
            ["load", "--protocol", "odin", "--url", mock.SocketUrl.ToString(), "--connections", "3", "--duration", "10m", "--report", $"json={_folder}/load.json"]);
        await run.LineAsync(line => line.StartsWith("measuring", StringComparison.Ordinal), "the first line of progress");

        (await run.TerminateAsync()).ShouldBe(0, run.Said);

        run.Said.ShouldContain("ended early");
        JsonElement.Parse(await File.ReadAllBytesAsync($"{_folder}/load.json", TestContext.Current.CancellationToken)).GetProperty("interrupted").GetBoolean().ShouldBeTrue();
    }

    private static Task<MockServer> StartAsync(string protocol) => MockServer.StartAsync(new() { Protocols = [protocol], Seed = 7, Rate = 20 }, TestContext.Current.CancellationToken);

    private static Task<CliRun> LoadAsync(MockServer mock, string protocol, params string[] flags) =>
        CliRun.OfAsync(["load", "--protocol", protocol, "--url", mock.SocketUrl.ToString(), "--connections", "3", "--duration", "1s", .. flags]);
}
