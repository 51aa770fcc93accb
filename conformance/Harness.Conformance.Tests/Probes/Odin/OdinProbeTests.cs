using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Probes.Odin;

/// <summary>Every case of the guide against our own mock, in process and on the manual clock.</summary>
public sealed class OdinProbeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Cases =>
        [.. CaseReader.Embedded("odin").Where(one => one.Roles.Contains(Party.Server)).Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_passes_against_our_mock(string id)
    {
        var clock = new ManualClock(Start);
        await using var mock = await MockServer.StartAsync(
            new() { Protocols = ["odin"], Seed = 7, Rate = 0.5, Transport = MockTransport.InProcess, TimeProvider = clock }, TestContext.Current.CancellationToken);
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find("odin")!, Cases = new CaseFilter([id], []), Jobs = 1 };
        var server = new ServerRunOptions { Url = mock.SocketUrl, Http = mock.HttpUrl, Dial = mock.ConnectAsync, Time = clock };

        var report = await new ServerRun(options, server).RunAsync(TestContext.Current.CancellationToken);

        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(report);
        report.Cases.ShouldHaveSingleItem().Verdict.ShouldBeOneOf([Verdict.Pass, Verdict.Info], text.ToString());
    }
}
