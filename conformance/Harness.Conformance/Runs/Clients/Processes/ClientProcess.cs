using System.Diagnostics;
using System.Globalization;

namespace Harness.Conformance.Runs.Clients.Processes;

/// <summary>A client's program at work.</summary>
internal sealed class ClientProcess : IRunningClient
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly bool _ownsGroup;
    private readonly string _mark;
    private readonly LastLines _errors = new();
    private readonly Task _reading;

    /// <param name="process">As it was started.</param>
    /// <param name="ownsGroup">Whether it leads a process group of its own.</param>
    /// <param name="mark">What it and everything it starts carry in their environment.</param>
    public ClientProcess(Process process, bool ownsGroup, string mark)
    {
        _process = process;
        _ownsGroup = ownsGroup;
        _mark = mark;
        _process.StandardInput.Close();
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, Output.Take), ReadAsync(process.StandardError, _errors.Add));
        Ended = process.WaitForExitAsync();
    }

    public Task Ended { get; }

    public string? Ending => _process.HasExited ? string.Create(CultureInfo.InvariantCulture, $"exit code {_process.ExitCode}") : null;

    public bool HasFailed => _process is { HasExited: true, ExitCode: not 0 };

    public ClientOutput Output { get; } = new();

    public string Errors => _errors.ToString();

    public async Task StopAsync()
    {
        Signals.Ask(_process.Id, _ownsGroup);
        await Within(Task.WhenAll(Ended, _reading));
        Signals.Kill(_process, _ownsGroup);
        Strays.Kill(_mark);
        await Within(Task.WhenAll(Ended, _reading));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private static async Task Within(Task task)
    {
        try
        {
            await task.WaitAsync(Grace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // Killed next; and whoever inherited its output keeps nobody waiting.
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        try
        {
            // A line without an end must not fill the memory, so this reads pieces, not lines.
            var buffer = new char[4096];
            var line = new System.Text.StringBuilder();
            int count;
            while ((count = await reader.ReadAsync(buffer)) > 0)
            {
                foreach (var character in buffer.AsSpan(0, count)) Append(line, character, take);
            }

            if (line.Length > 0) take(line.ToString());
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The pipe is gone with its process.
        }
    }

    private static void Append(System.Text.StringBuilder line, char character, Action<string> take)
    {
        const int longest = 4 << 20;
        if (character != '\n')
        {
            if (line.Length < longest) line.Append(character);
            return;
        }

        take(line.ToString().TrimEnd('\r'));
        line.Clear();
    }
}
