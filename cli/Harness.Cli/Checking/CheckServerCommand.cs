using Harness.Cli.Flags;
using Harness.Conformance.Runs.Servers;

namespace Harness.Cli.Checking;

/// <summary><c>harness check server</c>: plays the client's side of every case against a server.</summary>
internal sealed class CheckServerCommand : Verb
{
    private readonly RunFlags _run = new();
    private readonly ServerFlags _server = new();

    public CheckServerCommand()
        : base("server", "Judges a server at any address")
    {
        foreach (var option in _server.Options) Options.Add(option);
        foreach (var option in _run.Options) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var options = _run.Read(flags);
        var files = flags.Values(_run.Judging.Report);
        var known = _run.Judging.Known(flags);
        var update = flags.IsOn(_run.Judging.Update);
        var server = _server.Read(flags, options, out options);
        if (!ServerRun.Protocols.Contains(options.Protocol.Slug)) flags.Add($"--protocol: no server of {options.Protocol.Slug} can be judged yet, only of {string.Join(", ", ServerRun.Protocols)}");
        return async cancellationToken =>
        {
            using var output = new ReportOutput(files, surroundings);
            var report = await new ServerRun(output.Attach(options with { Known = known?.List ?? options.Known }), server).RunAsync(cancellationToken);
            output.End(report);
            return await output.FinishAsync([report], isMatrix: false, update ? [(known!, [0])] : null);
        };
    }
}
