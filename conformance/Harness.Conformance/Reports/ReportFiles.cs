using Harness.Conformance.Reports.Html;

namespace Harness.Conformance.Reports;

/// <summary>
/// The report files of one command. All are made before anything runs, so that a wrong path costs no run; what is written in lines is written
/// as it happens, the others at the end, of as many cases as there are by then.
/// </summary>
public sealed class ReportFiles : IDisposable
{
    private readonly List<(ReportFile File, FileStream Stream)> _whole = [];
    private readonly List<LineReport> _lines = [];
    private readonly List<string> _problems = [];

    public ReportFiles(IEnumerable<ReportFile> files)
    {
        foreach (var file in files)
        {
            try
            {
                var stream = file.Create();
                if (file.Kind == "ndjson") _lines.Add(new LineReport(stream));
                else _whole.Add((file, stream));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                _problems.Add($"--report {file}: expected a file that can be written: {problem.Message}");
            }
        }
    }

    /// <summary>What keeps files from being written; empty where all is well.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public void Begin(RunStart start) => _lines.ForEach(lines => lines.Begin(start));

    public void Add(CaseResult result) => _lines.ForEach(lines => lines.Add(result));

    /// <summary>One run has come to its end.</summary>
    public void End(RunReport report) => _lines.ForEach(lines => lines.End(report));

    /// <summary>Everything has: the files that need all of it are written.</summary>
    public async Task WriteAsync(ReportSet reports)
    {
        foreach (var (file, stream) in _whole)
        {
            switch (file.Kind)
            {
                case "json":
                    JsonReport.Write(stream, reports);
                    break;
                case "junit":
                    JunitReport.Write(stream, reports);
                    break;
                case "html":
                    await HtmlReport.WriteAsync(stream, reports);
                    break;
                default:
                    await using (var writer = new StreamWriter(stream, leaveOpen: true)) MarkdownReport.Write(writer, reports);
                    break;
            }

            await stream.FlushAsync();
        }
    }

    public void Dispose()
    {
        foreach (var (_, stream) in _whole) stream.Dispose();
        _lines.ForEach(lines => lines.Dispose());
    }
}
