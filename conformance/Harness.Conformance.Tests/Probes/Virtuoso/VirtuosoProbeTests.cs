using System.Text;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Server;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Probes.Virtuoso;

/// <summary>What the document leaves open about a login, a server may choose: it is met there, or told what is missing, and never failed for it.</summary>
public sealed class VirtuosoProbeTests
{
    private const string Refused = """{ send: { event: error, code: 401, message: Authentication failed, timestamp: 1647356789123 } }""";

    [Fact]
    public async Task Server_that_refuses_the_REST_form_is_asked_with_the_next_and_the_report_names_it()
    {
        await using var mock = await StartAsync($"  - on: message\n    where: {{ action: authenticate }}\n    connection: 1\n    do: [ {Refused} ]");

        var report = await RunAsync(mock, "virtuoso.auth.001", "virtuoso.subscribe.001");

        var login = report.Cases.Single(one => one.Case == "virtuoso.auth.001");
        login.Findings.ShouldHaveSingleItem().Actual.ShouldBe(@"GET\n/ws\n{timestamp} in hex");
        login.Findings[0].Clause!.Id.ShouldBe("virtuoso.auth.016");
        login.Verdict.ShouldBe(Verdict.Info);
        report.Cases.Single(one => one.Case == "virtuoso.subscribe.001").Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public async Task Server_that_takes_no_form_is_UNTESTABLE_and_the_flags_for_another_key_are_named()
    {
        await using var mock = await StartAsync($"  - on: message\n    where: {{ action: authenticate }}\n    do: [ {Refused} ]");

        var report = await RunAsync(mock, "virtuoso.auth.001");

        var finding = report.Cases.ShouldHaveSingleItem().Findings.ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.Untestable);
        finding.Actual.ShouldContain("--api-secret");
        finding.Actual.ShouldContain("{api_key}{timestamp}");
    }

    [Fact]
    public async Task Server_that_ends_the_connection_after_a_failed_login_is_told_so_and_no_more()
    {
        await using var mock = await StartAsync("  - on: message\n    where: { action: authenticate, signature: { matches: \"^0+$\" } }\n    do: [ pass, { close: { code: 1008, reason: Go away } } ]");

        var report = await RunAsync(mock, "virtuoso.auth.002", "virtuoso.auth.006", "virtuoso.auth.010");

        report.Cases.Select(one => one.Verdict).ShouldBe([Verdict.Info, Verdict.Info, Verdict.Info]);
        report.Cases.ShouldAllBe(one => one.Findings.Any(finding => finding.Clause!.Id == "virtuoso.auth.011"));
    }

    private static async Task<MockServer> StartAsync(string rules) => await MockServer.StartAsync(
        new()
        {
            Protocols = ["virtuoso"],
            Seed = 7,
            OneSession = true,
            Transport = MockTransport.InProcess,
            TimeProvider = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero)),
            Scenarios = [ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes($"version: 1\nname: test\nprotocol: virtuoso\nrules:\n{rules}\n"))],
        },
        TestContext.Current.CancellationToken);

    private static async Task<RunReport> RunAsync(MockServer mock, params string[] cases)
    {
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find("virtuoso")!, Cases = new CaseFilter(cases, []), Jobs = 1 };
        var server = new ServerRunOptions { Url = mock.SocketUrl, Http = mock.HttpUrl, Dial = mock.ConnectAsync, Time = mock.Options.TimeProvider };
        return await new ServerRun(options, server).RunAsync(TestContext.Current.CancellationToken);
    }
}
