using System.Net;
using System.Net.Sockets;
using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Serving;

public sealed class ServeTests
{
    [Fact]
    public async Task Serve_says_where_everything_is_and_then_that_it_is_ready()
    {
        await using var harness = await HarnessProcess.ServeAsync("--protocol", "ht-tse", "--seed", "4711");

        string.Join('\n', harness.Announced).Replace($":{harness.Http.Port}", ":PORT").ShouldMatchApproved(options => options.NoDiff());
    }

    [Fact]
    public async Task Help_says_what_every_flag_takes()
    {
        await using var harness = ChildProcess.Start(HarnessProcess.Program, ["serve", "--help"]);
        await harness.EndAsync();

        harness.Said.ShouldMatchApproved(options => options.NoDiff());
    }

    [Fact]
    public async Task Serve_answers_health_once_it_is_ready()
    {
        await using var harness = await HarnessProcess.ServeAsync();
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(harness.Http, "/__admin/health"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Serve_that_is_terminated_leaves_with_success_and_frees_its_port()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM on Windows");
        await using var harness = await HarnessProcess.ServeAsync();

        (await harness.TerminateAsync()).ShouldBe(0, harness.Said);

        using var listener = new TcpListener(IPAddress.Loopback, harness.Http.Port);
        listener.Start();
    }

    [Fact]
    public async Task Port_that_is_taken_is_a_usage_error_that_names_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        var run = await CliRun.OfAsync("serve", "--port", port);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(port);
        run.Error.ShouldNotContain(".;");
        run.Output.ShouldNotContain("ready");
    }

    [Fact]
    public async Task Address_of_another_machine_is_a_usage_error_that_names_it()
    {
        var run = await CliRun.OfAsync("serve", "--host", "192.0.2.1", "--port", "0");

        run.ExitCode.ShouldBe(2, run.Error);
        run.Error.ShouldContain("192.0.2.1");
    }

    [Theory]
    [InlineData("localhost", "http://localhost:")]
    [InlineData("127.0.0.1", "http://127.0.0.1:")]
    public async Task Serve_listens_where_it_is_told(string host, string expected)
    {
        await using var harness = await HarnessProcess.ServeAsync("--host", host);

        harness.Http.ToString().ShouldStartWith(expected);
    }

    [Fact]
    public async Task Journal_folder_that_cannot_be_is_a_usage_error_that_names_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            var run = await CliRun.OfAsync("serve", "--port", "0", "--journal", file);

            run.ExitCode.ShouldBe(2, run.Error);
            run.Error.ShouldContain($"journal folder {file}: the folder cannot be made: ");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Scenarios_of_one_name_or_of_a_protocol_that_is_not_played_are_usage_errors()
    {
        var library = Path.Combine(Repository.Root, "fixtures");
        string odin = Path.Combine(library, "odin", "scenarios", "slow-feed.yaml"), virtuoso = Path.Combine(library, "virtuoso", "scenarios", "slow-feed.yaml");

        var run = await CliRun.OfAsync("serve", "--port", "0", "--protocol", "odin", "--scenario", odin, "--scenario", odin, "--scenario", virtuoso);

        run.ExitCode.ShouldBe(2, run.Error);
        run.Error.ShouldContain($"--scenario {odin}: scenarios are told apart by their names, and 'prices arrive two seconds late' is that of {odin} too");
        run.Error.ShouldContain($"--scenario {virtuoso}: it scripts virtuoso, but --protocol plays only odin");
    }

    [Fact]
    public async Task All_mistakes_in_flags_and_variables_are_reported_at_once()
    {
        var variables = new Dictionary<string, string> { ["HARNESS_RATE"] = "fast" };

        var run = await CliRun.OfAsync(variables, "serve", "--port", "70000", "--protocol", "ht-tes", "--stance", "ht.rejection=never", "--clock", "noon");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--port: expected");
        run.Error.ShouldContain("did you mean 'ht-tse'?");
        run.Error.ShouldContain("HARNESS_RATE: expected");
        run.Error.ShouldContain("ht.rejection");
        run.Error.ShouldContain("--clock: expected");
    }
}
