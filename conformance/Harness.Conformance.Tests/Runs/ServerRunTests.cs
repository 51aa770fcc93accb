using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Runs;

public sealed class ServerRunTests
{
    [Fact]
    public async Task Run_against_our_mock_over_a_port_finds_nothing_above_INFO()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        var report = await new ServerRun(Options("*subscribe*", "*login*", "*reject*"), new ServerRunOptions { Url = mock.SocketUrl }).RunAsync(TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(report);
        report.Cases.Where(result => result.Verdict > Verdict.Info).ShouldBeEmpty(text.ToString());
        report.Cases.Count(result => result.Verdict is Verdict.Pass or Verdict.Info).ShouldBeGreaterThan(10, text.ToString());
        RunExit.Of(report).ShouldBe(RunExit.Conformant);
    }

    [Theory]
    [InlineData("ht-ime")]
    [InlineData("airalgo")]
    [InlineData("virtuoso")]
    public async Task Run_of_every_case_against_our_mock_on_the_manual_clock_finds_nothing_above_INFO(string protocol)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        await using var mock = await MockServer.StartAsync(
            new() { Protocols = [protocol], Seed = 7, Transport = MockTransport.InProcess, TimeProvider = clock }, TestContext.Current.CancellationToken);
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find(protocol)!, Jobs = 1 };
        var server = new ServerRunOptions { Url = mock.SocketUrl, Http = mock.HttpUrl, Dial = mock.ConnectAsync, Time = clock };
        var report = await new ServerRun(options, server).RunAsync(TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(report);
        report.Cases.Where(result => result.Verdict > Verdict.Info).ShouldBeEmpty(text.ToString());
        report.Cases.Count(result => result.Verdict is Verdict.Pass or Verdict.Info).ShouldBeGreaterThan(20, text.ToString());
    }

    private static CheckOptions Options(params string[] cases) => new()
    {
        Protocol = ProtocolCatalog.Embedded.Find("ht-tse")!,
        Cases = new CaseFilter(cases, []),
        Jobs = 8,
    };
}
