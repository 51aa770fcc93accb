using System.Globalization;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>One line that says how far a run is, written over again at each case; for a terminal.</summary>
public sealed class ProgressLine(TextWriter terminal)
{
    private const int Width = 78;

    private readonly Lock _gate = new();
    private string _run = "";
    private int _done;
    private int _failed;
    private int _cases;

    public void Begin(RunStart start)
    {
        lock (_gate)
        {
            (_run, _cases, _done, _failed) = ($"{start.Protocol} {start.Role.ToString().ToLowerInvariant()}", start.Cases, 0, 0);
            Show("");
        }
    }

    public void Add(CaseResult result)
    {
        lock (_gate)
        {
            _done++;
            if (result.IsFailure) _failed++;
            Show($"{result.Verdict.Word()} {result.Case}");
        }
    }

    /// <summary>Takes the line away, so that what comes next stands alone.</summary>
    public void Clear()
    {
        lock (_gate) Write("");
    }

    private void Show(string last)
    {
        var failed = _failed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_failed} failed");
        Write(string.Create(CultureInfo.InvariantCulture, $"{_run} {_done}/{_cases}{failed}  {last}"));
    }

    private void Write(string line)
    {
        var shown = line.Length <= Width ? line : line[..(Width - 1)] + "…";
        terminal.Write($"\r{shown}\e[K");
        if (line.Length == 0) terminal.Write('\r');
        terminal.Flush();
    }
}
