using Harness.Load;
using Harness.Load.Reports;
using Spectre.Console;

namespace Harness.Cli.Loading;

/// <summary>Shows how far a run is: one line that is written over again where somebody watches, a plain line every five seconds otherwise.</summary>
internal sealed class LoadDisplay(LoadOptions options, Surroundings surroundings) : IAsyncDisposable
{
    private const int PlainEverySeconds = 5;

    private readonly IAnsiConsole? _console = surroundings.ErrorIsTerminal
        ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes })
        : null;

    private TimeSpan _said = TimeSpan.Zero;
    private bool _hasLine;

    public void Show(LoadProgress progress)
    {
        if (_console is not null)
        {
            Clear();
            // A line that wraps could not be wiped.
            var room = Math.Max(0, _console.Profile.Width - progress.Phase.Length - 2);
            var line = Line(progress);
            _console.Markup($"[bold]{progress.Phase}[/] {Markup.Escape(line.Length > room ? line[..room] : line)}");
            _hasLine = true;
            return;
        }

        if (progress.Elapsed - _said < TimeSpan.FromSeconds(PlainEverySeconds)) return;
        _said = progress.Elapsed;
        surroundings.Error.WriteLine($"{progress.Phase} {Line(progress)}");
    }

    public ValueTask DisposeAsync()
    {
        Clear();
        return ValueTask.CompletedTask;
    }

    private void Clear()
    {
        // Back to the line's begin, and wipe it.
        if (_hasLine) surroundings.Error.Write("\r\u001b[2K");
        _hasLine = false;
    }

    private string Line(LoadProgress progress)
    {
        var latency = progress.P99 is { } p99 ? FormattableString.Invariant($"  p50 {Words.Time(progress.P50 ?? 0)}  p99 {Words.Time(p99)}") : "";
        var time = progress.Phase == "measuring" ? progress.Measured : progress.Elapsed;
        return FormattableString.Invariant(
            $"{time.TotalSeconds:0} s  {progress.Open}/{options.Connections} open  {Words.Number(progress.MessagesPerSecond)} messages/s  {Words.Bytes(progress.BytesPerSecond)}/s{latency}  {progress.Errors} errors");
    }
}
