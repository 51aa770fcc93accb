using System.Net;
using System.Net.Sockets;

namespace Harness.Cli.Tests.Checking;

/// <summary>Each flag of <c>check client</c> reaches the client: one that writes down its environment and ends.</summary>
public sealed class ClientFlagTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-flags").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("HARNESS_PATH=/data-engine/tse-ifb/live/data/websocket/symbol/isin")]
    [InlineData("HARNESS_USERNAME=demo")]
    [InlineData("HARNESS_PATH=/data-engine/tse-ifb/live/data/websocket/symbol/name", "--endpoint", "name")]
    [InlineData("WS_URL=ws://127.0.0.1:", "--env", "WS_URL={url}")]
    [InlineData("WHO=ada, secret", "--account", "demo=ada:secret", "--env", "WHO={username}, {password}")]
    public async Task Flag_shows_in_the_clients_environment(string expected, params string[] flags)
    {
        var run = await RunAsync(new Dictionary<string, string>(), flags);
        run.ExitCode.ShouldBe(1, run.Output);
        (await SeenAsync()).ShouldContain(expected);
    }

    [Fact]
    public async Task Variables_stand_in_for_flags()
    {
        var variables = new Dictionary<string, string>
        {
            ["HARNESS_PROTOCOL"] = "ht-tse", ["HARNESS_CASE"] = "ht-tse.subscribe.00*", ["HARNESS_SKIP"] = "*.001,*.002", ["HARNESS_ENV"] = "A={case},B=b",
            ["HARNESS_START_TIMEOUT"] = "1s", ["HARNESS_TIMEOUT"] = "20s", ["HARNESS_JOBS"] = "2", ["HARNESS_NAME"] = "mine",
            ["HARNESS_ENDPOINT"] = "name", ["HARNESS_STANCE"] = "ht.rejection=http-403", ["HARNESS_STRICT"] = "true", ["HARNESS_NO_DUTIES"] = "yes", ["HARNESS_REPORT"] = $"json={_folder}/r.json",
        };
        var run = await CliRun.OfAsync(variables, "check", "client", "--", "/bin/sh", "-c", $"env >> {_folder}/seen");
        run.ExitCode.ShouldBe(1, run.Error);
        run.Output.ShouldContain("ht-tse client mine: 1 case: 1 UNTESTABLE");
        (await SeenAsync()).ShouldContain("A=ht-tse.subscribe.003");
        File.Exists($"{_folder}/r.json").ShouldBeTrue();
    }

    [Fact]
    public async Task Port_is_the_mocks_own_and_a_taken_one_is_a_mistake()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            var taken = await RunAsync(new Dictionary<string, string> { ["HARNESS_PORT"] = $"{port}" }, "--jobs", "4");
            taken.ExitCode.ShouldBe(2);
            taken.Error.ShouldContain($"expected a free port, but {port}");
        }

        var run = await RunAsync(new Dictionary<string, string> { ["HARNESS_PORT"] = $"{port}" }, "--jobs", "4", "--case", "ht-tse.subscribe.001");
        run.Error.ShouldContain("one after the other");
        run.Output.ShouldContain("2 cases: 2 UNTESTABLE", customMessage: run.Output);
        (await SeenAsync()).ShouldContain($"HARNESS_WS=ws://127.0.0.1:{port}");
    }

    [Theory]
    [InlineData("not judged: 1 of 1 cases (--capabilities orders enables 1)", 6)]
    [InlineData("1 case: 1 UNTESTABLE", 1, "--capabilities", "orders")]
    public async Task Capability_that_is_not_declared_is_named_with_its_flag(string told, int exit, params string[] flags)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Written for a system with /bin/sh.");
        var run = await CliRun.OfAsync(["check", "client", "--protocol", "airalgo", "--case", "airalgo.order.009", "--start-timeout", "1s", .. flags, "--", "/bin/sh", "-c", "true"]);
        run.ExitCode.ShouldBe(exit, run.Output);
        run.Output.ShouldContain(told);
    }

    private Task<CliRun> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] flags)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Written for a system with /bin/sh.");
        return CliRun.OfAsync(
            variables,
            ["check", "client", "--protocol", "ht-tse", "--case", "ht-tse.subscribe.003", "--start-timeout", "1s", .. flags, "--", "/bin/sh", "-c", $"env >> {_folder}/seen"]);
    }

    private Task<string> SeenAsync() => File.ReadAllTextAsync($"{_folder}/seen", TestContext.Current.CancellationToken);
}
