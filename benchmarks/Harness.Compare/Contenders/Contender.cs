using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Harness.Compare.Contenders;

/// <summary>A server that was started as a process of its own, on the core kept for servers, and what it costs.</summary>
internal sealed class Contender : IDisposable
{
    private static readonly ConcurrentDictionary<int, Process> Running = new();

    /// <summary>What servers wrote to standard error since somebody last looked.</summary>
    public static ConcurrentQueue<string> Complaints { get; } = new();

    private readonly Process _process;

    private Contender(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Processor time it has used, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its memory that is resident, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a server and waits for the line <c>ready …PORT</c> on its standard output.</summary>
    public static Contender Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo { FileName = program, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Pinning.Pin(start, Pinning.ServerCores);
        var process = Process.Start(start)!;
        Running.TryAdd(process.Id, process);
        var ready = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += static (_, line) => Complaints.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) ready.TrySetException(new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended before it was ready"));
            else if (line.Data.StartsWith("ready ", StringComparison.Ordinal)) ready.TrySetResult(int.Parse(line.Data[(line.Data.LastIndexOfAny([' ', ':']) + 1)..], CultureInfo.InvariantCulture));
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new Contender(process, ready.Task.GetAwaiter().GetResult());
    }

    /// <summary>Whatever happens here, no server is left behind.</summary>
    public static void KillAll()
    {
        foreach (var process in Running.Values) process.Kill(entireProcessTree: true);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        Running.TryRemove(_process.Id, out _);
        _process.Dispose();
    }
}
