using Harness.Cli.Flags;
using Harness.Conformance.Reports;
using Harness.Load;
using Harness.Load.Reports;

namespace Harness.Cli.Loading;

/// <summary><c>harness load</c>: many clients of one protocol against a server, and what they measured.</summary>
internal sealed class LoadCommand : Verb
{
    private readonly LoadFlags _flags = new();

    public LoadCommand()
        : base("load", "Puts a server under load with many clients, and measures what they receive")
    {
        foreach (var option in _flags.Options) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var options = _flags.Read(flags);
        var files = flags.Values(_flags.Report);
        return cancellationToken => LoadAsync(options, files, surroundings, cancellationToken);
    }

    private static async Task<int> LoadAsync(LoadOptions options, IReadOnlyList<LoadReportFile> files, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var lacking = LoadRun.CheckLimits(options.Connections);
        if (lacking.Count > 0) throw new UsageException(lacking);
        var streams = Create(files);
        try
        {
            LoadReport report;
            await using (var display = new LoadDisplay(options, surroundings)) report = await new LoadRun(options, display.Show).RunAsync(cancellationToken);
            TextReport.Write(surroundings.Output, report);
            foreach (var (file, stream) in files.Zip(streams)) file.Write(stream, report);
            return report.Gone is not null ? RunExit.Unreachable : report.Failed ? ExitCode.Failed : ExitCode.Success;
        }
        catch (IOException problem)
        {
            throw new UsageException([$"--report: expected a file that can be written: {problem.Message}"]);
        }
        finally
        {
            foreach (var stream in streams) await stream.DisposeAsync();
        }
    }

    /// <summary>Before the run: nobody waits for half a minute to learn that a folder is write-protected.</summary>
    private static List<FileStream> Create(IReadOnlyList<LoadReportFile> files)
    {
        var streams = new List<FileStream>();
        try
        {
            foreach (var file in files) streams.Add(file.Create());
            return streams;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            foreach (var stream in streams) stream.Dispose();
            throw new UsageException([$"--report: expected a file that can be written: {problem.Message}"]);
        }
    }
}
