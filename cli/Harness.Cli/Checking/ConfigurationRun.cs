using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Configurations;

namespace Harness.Cli.Checking;

/// <summary>Runs the cells of a <c>harness.yaml</c> one after the other; within each, cases run at the same time.</summary>
internal sealed class ConfigurationRun(CheckConfiguration configuration, IReadOnlyList<CheckCell> cells, IReadOnlyDictionary<string, KnownList> known)
{
    private static readonly CheckOptions Usual = new() { Protocol = ProtocolCatalog.Embedded.Protocols[0] };

    public async Task<IReadOnlyList<RunReport>> RunAsync(ReportOutput output, CancellationToken cancellationToken)
    {
        var reports = new List<RunReport>();
        foreach (var cell in cells)
        {
            var report = await RunAsync(cell, output.Attach(Options(cell)), cancellationToken);
            output.End(report);
            reports.Add(report);
        }

        return reports;
    }

    private Task<RunReport> RunAsync(CheckCell cell, CheckOptions options, CancellationToken cancellationToken) => cell.Url is null
        ? new ClientRun(options, Client(cell)).RunAsync(cancellationToken)
        : new ServerRun(options, Server(cell)).RunAsync(cancellationToken);

    private CheckOptions Options(CheckCell cell) => Usual with
    {
        Protocol = ProtocolCatalog.Embedded.Find(cell.Protocol)!,
        Name = cell.Name,
        Endpoint = cell.Settings.Endpoint,
        Cases = new CaseFilter(cell.Settings.Cases, cell.Settings.Skipped),
        Stances = ProtocolCatalog.Embedded.Stances.Choose(cell.Settings.Stances, out _),
        Strict = cell.Settings.Strict,
        Duties = !cell.Settings.NoDuties,
        SuiteVersion = cell.Settings.SuiteVersion,
        Known = cell.Settings.KnownFailing is { } list ? known[list].List : Usual.Known,
        Accounts = cell.Settings.Accounts,
        Jobs = cell.Settings.Jobs ?? Usual.Jobs,
        Timeout = cell.Settings.Timeout ?? Usual.Timeout,
        StartTimeout = cell.Settings.StartTimeout ?? Usual.StartTimeout,
    };

    private ClientRunOptions Client(CheckCell cell) => new()
    {
        Command = cell.Command,
        Folder = configuration.Folder,
        Environment = cell.Settings.Environment,
        Capabilities = cell.Settings.Capabilities,
        Port = cell.Settings.Port ?? 0,
        Symbols = cell.Settings.Symbols,
        Channels = cell.Settings.Channels,
    };

    private ServerRunOptions Server(CheckCell cell) => new()
    {
        Url = cell.Url!,
        Http = cell.Http,
        Symbols = cell.Settings.Symbols,
        Channels = cell.Settings.Channels,
        ClientId = cell.Settings.ClientId,
        Exchange = cell.Settings.Exchange,
        AllowOrders = cell.Settings.AllowOrders,
        OwnsTarget = cell.Settings.OwnsTarget,
        TrustAnyCertificate = cell.Settings.Insecure,
        Speed = cell.Settings.Speed ?? 1,
        OrderCommand = cell.Settings.OrderCommand,
        Folder = configuration.Folder,
    };
}
