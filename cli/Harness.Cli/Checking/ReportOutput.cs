using Harness.Conformance.Reports;

namespace Harness.Cli.Checking;

/// <summary>Shows a run's reports on the console, writes those that were asked for, and says how the run ends.</summary>
internal static class ReportOutput
{
    public static int Write(IReadOnlyList<RunReport> reports, IReadOnlyList<ReportFile> files, Surroundings surroundings)
    {
        var colour = !Console.IsOutputRedirected && ReferenceEquals(surroundings.Output, Console.Out) && surroundings.Variable("NO_COLOR") is null;
        var console = new ConsoleReport(surroundings.Output, colour);
        foreach (var report in reports) console.Write(report);
        foreach (var file in files)
        {
            for (var i = 0; i < reports.Count; i++) (i == 0 ? file : file.ForProtocol(reports[i].Protocol)).Write(reports[i]);
        }

        return RunExit.Worst(reports.Select(RunExit.Of));
    }
}
