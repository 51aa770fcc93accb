using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Runs.Clients.InProcess;
using Harness.Fixtures.Catalog;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Runs.Clients;

/// <summary>The clients of our own library, on the manual clock: minutes of reconnecting take no real time.</summary>
public sealed class ReferenceClientTests
{
    public static TheoryData<string> Protocols => [.. ReferenceClients.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Reference_client_has_no_finding_above_INFO(string protocol)
    {
        var options = new CheckOptions { Protocol = ProtocolCatalog.Embedded.Find(protocol)!, Jobs = 1 };
        var run = new ClientRun(options, new ClientRunOptions(), ReferenceClients.Of(protocol), ClientPlace.InProcess);
        var report = await run.RunAsync(TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(report);
        report.Cases.Where(result => result.Verdict > Verdict.Info).ShouldBeEmpty(text.ToString());
    }
}
