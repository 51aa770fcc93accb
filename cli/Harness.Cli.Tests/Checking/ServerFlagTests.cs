using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Cli.Tests.Checking;

/// <summary>Each flag of <c>check server</c> has its effect: without it the same server is judged otherwise, or not at all.</summary>
public sealed class ServerFlagTests : IDisposable
{
    private static readonly Account Ada = new() { Role = "", Username = "ada", Password = "pass:word", ApiKey = "ada-key", ApiSecret = "ada-secret", Traits = [], About = "" };

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-flags").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ht-tse", "ht-tse.subscribe.003", "--username", "ada", "--password", "pass:word")]
    [InlineData("ht-tse", "ht-tse.subscribe.003", "--account", "demo=ada:pass:word")]
    [InlineData("airalgo", "airalgo.join.001", "--api-key", "ada-key")]
    [InlineData("virtuoso", "virtuoso.auth.001", "--api-key", "ada-key", "--api-secret", "ada-secret")]
    public async Task Credentials_open_a_server_with_accounts_of_its_own(string protocol, string one, params string[] flags)
    {
        await using var mock = await StartAsync(protocol, "demo");
        var without = await CheckAsync(mock, protocol, one, "--start-timeout", "1s");
        without.ExitCode.ShouldBe(1, without.Output);
        var with = await CheckAsync(mock, protocol, one, flags);
        with.ExitCode.ShouldBe(0, with.Output);
        var variables = flags.Chunk(2).ToDictionary(pair => "HARNESS_" + pair[0][2..].Replace('-', '_').ToUpperInvariant(), pair => pair[1]);
        variables["HARNESS_URL"] = mock.SocketUrl.ToString();
        var fromEnvironment = await CliRun.OfAsync(variables, "check", "server", "--protocol", protocol, "--case", one);
        fromEnvironment.ExitCode.ShouldBe(0, fromEnvironment.Output + fromEnvironment.Error);
    }

    [Theory]
    [InlineData("ht-tse", "ht-tse.reject.004", "expired", "--account", "expired=ada:pass:word")]
    [InlineData("ht-tse", "ht-tse.login.005", "unapproved", "--account", "unapproved=ada:pass:word")]
    [InlineData("virtuoso", "virtuoso.error.006", "readonly", "--readonly-key", "ada-key", "--readonly-secret", "ada-secret")]
    public async Task Server_that_does_not_know_our_accounts_is_not_blamed(string protocol, string one, string role, params string[] flags)
    {
        await using var mock = await StartAsync(protocol, role);
        var without = await CheckAsync(mock, protocol, one);
        without.ExitCode.ShouldBe(6, without.Output);
        without.Output.ShouldContain($"not judged: 1 of 1 cases (--account {role}=USER:PASS enables 1)");
        (await CheckAsync(mock, protocol, one, flags)).Output.ShouldContain("1 case: 1 PASS");
        await using var ours = await MockServer.StartAsync(new() { Protocols = [protocol], Seed = 7 }, TestContext.Current.CancellationToken);
        (await CheckAsync(ours, protocol, one)).Output.ShouldContain("1 case: 1 PASS");
    }

    [Theory]
    [InlineData("ht-tse", "ht-tse.subscribe.003", "--symbols", "IRTNOSUCH001")]
    [InlineData("virtuoso", "virtuoso.subscribe.001", "--exchange", "nowhere")]
    public async Task Target_that_the_server_does_not_have_fails(string protocol, string one, params string[] flags)
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = [protocol], Seed = 7 }, TestContext.Current.CancellationToken);
        (await CheckAsync(mock, protocol, one, [.. flags, "--timeout", "15s"])).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Channels_and_client_id_are_what_the_server_is_asked_with()
    {
        await using (var mock = await MockServer.StartAsync(new() { Seed = 7, JournalDirectory = _folder }, TestContext.Current.CancellationToken))
        {
            (await CheckAsync(mock, "ht-tse", "ht-tse.subscribe.001", "--channels", "best-limit,aggregate")).ExitCode.ShouldBe(0);
            (await CheckAsync(mock, "odin", "odin.connect.00*", "--client-id", "mine-7", "--jobs", "16")).ExitCode.ShouldBe(0);
        }

        var written = string.Concat(Directory.EnumerateFiles(_folder, "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));
        written.ShouldContain("aggregate");
        written.ShouldNotContain("order-book");
        written.ShouldContain("mine-7");
    }

    [Theory]
    [InlineData("exit 3", 1, "ended with 3")]
    [InlineData("exit 0", 1, "The server did not do its next step")]
    public async Task Order_is_provoked_by_the_command_that_was_given(string end, int exit, string told)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Written for a system with /bin/sh.");
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["virtuoso"], Seed = 7 }, TestContext.Current.CancellationToken);
        (await CheckAsync(mock, "virtuoso", "virtuoso.orders.002")).Output.ShouldContain("--provoke order=COMMAND enables 1");
        var run = await CheckAsync(mock, "virtuoso", "virtuoso.orders.002", "--provoke", $"order=echo \"$HARNESS_ORDER\" > {_folder}/order; {end}");
        run.ExitCode.ShouldBe(exit, run.Output);
        run.Output.ShouldContain(told);
        (await File.ReadAllTextAsync($"{_folder}/order", TestContext.Current.CancellationToken)).ShouldContain("BTCUSDT");
    }

    [Fact]
    public async Task Server_whose_time_runs_faster_is_judged_by_its_own_time()
    {
        var fast = new SteeredClock(TimeProvider.System, speed: 20);
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["virtuoso"], Seed = 7, TimeProvider = fast, PeerTimeProvider = TimeProvider.System }, TestContext.Current.CancellationToken);
        var run = await CheckAsync(mock, "virtuoso", "virtuoso.heartbeat.00*", "--speed", "20", "--jobs", "16");
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("PASS");
    }

    private static Task<MockServer> StartAsync(string protocol, string role) => MockServer.StartAsync(
        new() { Protocols = [protocol], Seed = 7, Accounts = new Dictionary<string, Account> { [role] = Ada } }, TestContext.Current.CancellationToken);

    private static Task<CliRun> CheckAsync(MockServer mock, string protocol, string one, params string[] flags) =>
        CliRun.OfAsync(["check", "server", "--protocol", protocol, "--url", mock.SocketUrl.ToString(), "--case", one, .. flags]);
}
