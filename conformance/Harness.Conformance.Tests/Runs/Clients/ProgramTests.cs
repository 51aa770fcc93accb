using System.Diagnostics;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Clients;
using Harness.Fixtures.Catalog;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Runs.Clients;

/// <summary>Programs that behave as badly as programs can: each gets the right verdict and exit code, and nothing of it is left.</summary>
public sealed class ProgramTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Logs in and connects as the document says, then runs a few lines of its own with the socket <c>w</c>.</summary>
    private const string Connected = """
        import asyncio, json, os, sys, urllib.parse, urllib.request, websockets
        h = os.environ
        form = urllib.parse.urlencode({"username": h["HARNESS_USERNAME"], "password": h["HARNESS_PASSWORD"]}).encode()
        token = json.load(urllib.request.urlopen(h["HARNESS_HTTP"] + "/auth/user/token/issue", form))["Authorization"]
        key = "extra_headers" if int(websockets.__version__.split(".")[0]) < 14 else "additional_headers"
        async def main():
            async with websockets.connect(QUERY, **{key: {"Authorization": token}}) as w:
                BODY
        asyncio.run(main())
        """;

    [Fact]
    public async Task Program_that_cannot_be_started_ends_the_run_with_3()
    {
        var report = await RunAsync("/no/such/program");
        report.Unreachable.ShouldNotBeNull().ShouldContain("no such program");
        RunExit.Of(report).ShouldBe(RunExit.Unreachable);
    }

    [Fact]
    public async Task Program_that_ends_at_once_is_untestable()
    {
        var report = await RunAsync("/bin/sh", "-c", "echo sorry >&2; exit 3");
        var result = report.Cases.ShouldHaveSingleItem();
        result.Verdict.ShouldBe(Verdict.Untestable);
        result.Findings.ShouldContain(finding => finding.Actual == "exit code 3");
        result.Errors.ShouldBe("sorry");
        RunExit.Of(report).ShouldBe(RunExit.Failed);
    }

    [Fact]
    public async Task Program_that_never_connects_is_untestable_and_leaves_no_process_behind()
    {
        var marker = $"4{Environment.ProcessId}";
        var report = await RunAsync("/bin/sh", "-c", $"trap '' TERM; sleep {marker} & sleep {marker}; sleep {marker}");
        report.Cases.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Untestable);
        Sleepers(marker).ShouldBeEmpty();
    }

    [Fact]
    public async Task Program_that_babbles_is_untestable_and_fills_no_memory()
    {
        var report = await RunAsync("/bin/sh", "-c", "yes babble");
        report.Cases.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Untestable);
    }

    [Fact]
    public async Task Program_that_dies_while_connected_is_a_crash_with_its_last_words()
    {
        var report = await RunPythonAsync("h['HARNESS_URL']", "await w.recv(); print('boom', file=sys.stderr, flush=True); os._exit(7)");
        var result = report.Cases.ShouldHaveSingleItem();
        result.Verdict.ShouldBe(Verdict.Crash);
        result.Errors.ShouldContain("boom");
        result.Findings.ShouldContain(finding => finding.Actual == "exit code 7");
        RunExit.Of(report).ShouldBe(RunExit.Failed);
    }

    [Fact]
    public async Task Program_that_breaks_down_while_connected_is_a_crash_though_its_library_says_goodbye()
    {
        var report = await RunPythonAsync("h['HARNESS_URL']", "await w.recv(); raise KeyError('contractId')");
        var result = report.Cases.ShouldHaveSingleItem();
        result.Verdict.ShouldBe(Verdict.Crash);
        result.Errors.ShouldContain("KeyError");
        result.Findings.ShouldContain(finding => finding.Actual == "exit code 1");
    }

    [Fact]
    public async Task Program_that_gives_up_with_a_goodbye_after_its_login_failed_is_no_crash()
    {
        Assert.SkipUnless(HasWebsockets(), $"{Python} with the package websockets is not here.");
        const string script = """
            import asyncio, json, os, sys, urllib.request, websockets
            async def main():
                h = os.environ
                with urllib.request.urlopen(h["HARNESS_HTTP"] + "/api/token/?api_key=" + h["HARNESS_API_KEY"]) as answer:
                    token = json.load(answer)["access_token"]
                async with websockets.connect(h["HARNESS_URL"]) as w:
                    join = {"topic": "api:" + h["HARNESS_API_KEY"], "event": "phx_join", "payload": {"access_token": token}, "ref": "1"}
                    await w.send(json.dumps(join))
                    await w.recv()
                sys.exit("refused")
            asyncio.run(main())
            """;
        var result = (await RunCaseAsync("airalgo.refresh.002", Python, "-c", script)).Cases.ShouldHaveSingleItem();
        result.Findings.ShouldNotContain(finding => finding.Verdict == Verdict.Crash, string.Join('\n', result.Findings));
        result.Verdict.ShouldNotBe(Verdict.Untestable, string.Join('\n', result.Findings));
    }

    [Fact]
    public async Task Program_that_leaves_for_good_after_an_unknown_field_breaks_a_duty_though_it_leaves_in_peace()
    {
        const string body = "\n        while 'novelty' not in await w.recv(): pass";
        var result = (await RunPythonAsync("h['HARNESS_URL']", body, "ht-tse.survive.001")).Cases.ShouldHaveSingleItem();
        result.Verdict.ShouldBe(Verdict.Warn, string.Join('\n', result.Findings));
        result.Findings.ShouldContain(finding => finding.Clause != null && finding.Clause.Id == "duties.survival.001");
    }

    [Fact]
    public async Task Program_that_hangs_while_connected_is_ended()
    {
        var report = await RunPythonAsync("h['HARNESS_URL']", "import time, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)");
        // It subscribed as the document says: reading nothing shows only in cases that ask for more.
        report.Cases.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Pass, string.Join('\n', report.Cases[0].Findings));
    }

    [Fact]
    public async Task Typo_in_a_query_parameter_is_told_at_its_clause_with_what_was_meant()
    {
        var report = await RunPythonAsync("h['HARNESS_URL'].replace('symbol_isins', 'symbol_isin')", "await w.recv()");
        var worst = report.Cases.ShouldHaveSingleItem().Findings[0];
        (worst.Verdict, worst.Clause?.Id).ShouldBe((Verdict.Fail, "ht-tse.query.001"));
        worst.Message.ShouldContain("symbol_isin where the document says symbol_isins");
        worst.Frame.ShouldNotBeNull();
    }

    [Fact]
    public async Task Interrupted_run_ends_the_program_and_says_what_it_did_not_get_to()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Written for a system with /bin/sh.");
        var marker = $"5{Environment.ProcessId}";
        using var interrupt = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find("ht-tse")!, StartTimeout = TimeSpan.FromMinutes(5) };
        var report = await new ClientRun(options, new ClientRunOptions { Command = ["/bin/sh", "-c", $"sleep {marker}"] }).RunAsync(interrupt.Token);
        report.NotRun.ShouldBeGreaterThan(0);
        RunExit.Of(report).ShouldBe(RunExit.Failed);
        Sleepers(marker).ShouldBeEmpty();
    }

    private static Task<RunReport> RunPythonAsync(string url, string body, string which = "ht-tse.subscribe.001")
    {
        if (!HasWebsockets()) Assert.Skip($"{Python} with the package websockets is not here.");
        var script = Connected.Replace("QUERY", url, StringComparison.Ordinal).Replace("BODY", body, StringComparison.Ordinal);
        return RunCaseAsync(which, Python, "-c", script);
    }

    private static Task<RunReport> RunAsync(params string[] command) => RunCaseAsync("ht-tse.subscribe.001", command);

    private static async Task<RunReport> RunCaseAsync(string which, params string[] command)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Written for a system with /bin/sh.");
        var options = new CheckOptions
        {
            Protocol = ProtocolCatalog.Embedded.Find(which.Split('.')[0])!,
            Cases = new CaseFilter([which], []),
            StartTimeout = TimeSpan.FromSeconds(command[0] == Python ? 30 : 2),
        };
        return await new ClientRun(options, new ClientRunOptions { Command = command }).RunAsync(TestContext.Current.CancellationToken);
    }

    private static bool HasWebsockets()
    {
        if (!File.Exists(Python)) return false;
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import websockets"]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static IEnumerable<int> Sleepers(string marker) => Process.GetProcessesByName("sleep")
        .Where(process => File.Exists($"/proc/{process.Id}/cmdline") && File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(marker, StringComparison.Ordinal))
        .Select(process => process.Id);
}
