using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Harness.Cli.Tests.Processes;

/// <summary>A program that a test started: its lines as they come, and an end when the test ends.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly Channel<string?> _lines = Channel.CreateUnbounded<string?>();
    private readonly List<string> _said = [];
    private int _openStreams = 2;

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote so far, on both streams.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join(Environment.NewLine, _said);
        }
    }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new ChildProcess(start);
    }

    /// <summary>The next line on either stream; null when both have ended.</summary>
    public Task<string?> NextLineAsync(string waitingFor) =>
        ReadAsync().OrFailAsync(waitingFor, () => Said);

    /// <summary>Reads on until a line satisfies the condition, and returns it.</summary>
    public async Task<string> LineAsync(Predicate<string> isIt, string waitingFor)
    {
        while (await NextLineAsync(waitingFor) is { } line)
        {
            if (isIt(line)) return line;
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended before {waitingFor}; it said:{Environment.NewLine}{Said}");
    }

    /// <summary>Writes a line to its standard input.</summary>
    public Task SayAsync(string line) => _process.StandardInput.WriteLineAsync(line.AsMemory(), TestContext.Current.CancellationToken);

    /// <summary>Waits until it ends by itself.</summary>
    /// <param name="within">Null for what is ample.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        var end = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Ended(end).OrFailAsync($"the end of {_process.StartInfo.FileName}", () => Said, within);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, and waits for nothing.</summary>
    public void Signal()
    {
        if (!OperatingSystem.IsWindows()) _ = Kill(_process.Id, Terminate);
    }

    /// <summary>Asks it to end, as a shell or a supervisor would, and waits for that.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        if (OperatingSystem.IsWindows()) _process.Kill();
        else _ = Kill(_process.Id, Terminate);
        return await EndAsync();
    }

    /// <summary>Ends it, and nothing that it has started, with a signal that it does not see.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<bool> Ended(Task end)
    {
        await end;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private async Task<string?> ReadAsync() =>
        await _lines.Reader.WaitToReadAsync(TestContext.Current.CancellationToken) ? await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken) : null;

    private void Take(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0) _lines.Writer.TryComplete();
            return;
        }

        lock (_said) _said.Add(line);
        _lines.Writer.TryWrite(line);
    }
}
