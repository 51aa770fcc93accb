using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Probes.Odin;

/// <summary>A server whose market is closed owes no data: what needs some cannot be told, and all else is judged.</summary>
public sealed class OdinClosedMarketTests
{
    /// <summary>A Sunday's noon in India.</summary>
    private static readonly DateTimeOffset Closed = new(2026, 3, 1, 6, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("accept", "odin.subscribe.001", "closed")]
    [InlineData("accept", "odin.session.001", "closed")]
    [InlineData("accept", "odin.subscribe.005", "closed")]
    [InlineData("error", "odin.subscribe.003", "refuses")]
    [InlineData("error", "odin.unsubscribe.002", "refuses")]
    public async Task Case_that_needs_data_is_inconclusive_and_says_why(string stance, string id, string why)
    {
        var (result, text) = await RunAsync(stance, id);

        result.Verdict.ShouldBe(Verdict.Inconclusive, text);
        result.Findings.ShouldContain(finding => finding.Rule == id && finding.Actual.Contains(why), text);
    }

    [Theory]
    [InlineData("accept", "odin.subscribe.009")]
    [InlineData("accept", "odin.unsubscribe.002")]
    [InlineData("accept", "odin.market-status.001")]
    [InlineData("error", "odin.errors.001")]
    [InlineData("error", "odin.subscribe.006")]
    public async Task Case_that_needs_none_is_judged(string stance, string id)
    {
        var (result, text) = await RunAsync(stance, id);

        result.Verdict.ShouldBeOneOf([Verdict.Pass, Verdict.Info], text);
    }

    [Fact]
    public async Task Server_that_says_nothing_of_its_market_is_asked()
    {
        const string shy = "version: 1\nname: shy\nprotocol: odin\nrules:\n  - on: sent\n    where: { type: welcome }\n    do: [ { replace: { /data: { message: hello } } } ]";
        var (result, text) = await RunAsync("accept", "odin.subscribe.002", shy);

        result.Verdict.ShouldBe(Verdict.Inconclusive, text);
        result.Transcript!.Frames.ShouldContain(frame => frame.Text == """{"action":"market_status"}""");
    }

    private static async Task<(CaseResult Result, string Text)> RunAsync(string stance, string id, string? scenario = null)
    {
        var clock = new ManualClock(Closed);
        await using var mock = await MockServer.StartAsync(
            new()
            {
                Protocols = ["odin"],
                Seed = 7,
                FollowMarketHours = true,
                Stances = new Dictionary<string, string> { ["odin.closed"] = stance },
                Scenarios = scenario is null ? [] : [Harness.Fixtures.Scenarios.ScenarioReader.Read("shy", System.Text.Encoding.UTF8.GetBytes(scenario))],
                Transport = MockTransport.InProcess,
                TimeProvider = clock,
            },
            TestContext.Current.CancellationToken);
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find("odin")!, Cases = new CaseFilter([id], []), Jobs = 1 };
        var server = new ServerRunOptions { Url = mock.SocketUrl, Http = mock.HttpUrl, Dial = mock.ConnectAsync, Time = clock };
        var report = await new ServerRun(options, server).RunAsync(TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(report);
        return (report.Cases.ShouldHaveSingleItem(), text.ToString());
    }
}
