using Harness.Conformance.Reports;
using Harness.Conformance.Runs;

namespace Harness.Cli.Checking;

/// <summary>What a command that judges shows and writes: progress while it runs, then the console's report and the files, and how it ends.</summary>
internal sealed class ReportOutput : IDisposable
{
    private readonly Surroundings _surroundings;
    private readonly ReportFiles _files;
    private readonly ProgressLine? _progress;

    /// <exception cref="UsageException">A report cannot be written.</exception>
    public ReportOutput(IEnumerable<ReportFile> files, Surroundings surroundings)
    {
        _surroundings = surroundings;
        _files = new ReportFiles(files);
        if (_files.Problems.Count > 0)
        {
            _files.Dispose();
            throw new UsageException(_files.Problems);
        }

        if (surroundings.ErrorIsTerminal) _progress = new ProgressLine(surroundings.Error);
    }

    /// <summary>The same options, whose run tells this of its cases.</summary>
    public CheckOptions Attach(CheckOptions options) => options with
    {
        OnStart = Begin,
        OnResult = Add,
    };

    public void Begin(RunStart start)
    {
        _files.Begin(start);
        _progress?.Begin(start);
    }

    public void Add(CaseResult result)
    {
        _files.Add(result);
        _progress?.Add(result);
    }

    /// <summary>One run has ended.</summary>
    public void End(RunReport report)
    {
        _progress?.Clear();
        _files.End(report);
    }

    /// <summary>Writes what needs all of it.</summary>
    /// <param name="reports">Of every run, in order.</param>
    /// <param name="isMatrix">They are one report of several implementations.</param>
    /// <param name="updates">Lists to bring up to date, each with the places of the reports that were held against it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> FinishAsync(IReadOnlyList<RunReport> reports, bool isMatrix, IReadOnlyList<(KnownList List, IReadOnlyList<int> Reports)>? updates = null)
    {
        var all = reports.ToList();
        foreach (var (list, places) in updates ?? [])
        {
            if (places.Any(place => all[place].NotRun > 0 || all[place].Unreachable is not null))
            {
                await _surroundings.Error.WriteLineAsync("--update-known-failing: nothing is written, since the run did not come to its end");
                continue;
            }

            var updated = list.Update([.. places.Select(place => all[place])], _surroundings.Output);
            foreach (var (place, report) in places.Zip(updated)) all[place] = report;
        }

        var set = new ReportSet(all, isMatrix);
        new ConsoleReport(_surroundings.Output, _surroundings.OutputIsColoured).Write(set);
        try
        {
            await _files.WriteAsync(set);
        }
        catch (IOException problem)
        {
            throw new UsageException([$"--report: expected a file that can be written: {problem.Message}"]);
        }

        return RunExit.Worst(all.Select(RunExit.Of));
    }

    public void Dispose() => _files.Dispose();
}
