using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Samples;

/// <summary>A sample client as a process of its own, ended by SIGTERM as the harness ends it.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private SampleProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a sample, or skips the test where its language is absent; for Python and Node that is a failure in CI.</summary>
    public static SampleProcess Start(string sample, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var (command, absence) = Command(sample);
        if (absence is not null && (sample.StartsWith("go/", StringComparison.Ordinal) || Environment.GetEnvironmentVariable("CI") != "true"))
            Assert.Skip($"{sample} needs {absence}.");
        absence.ShouldBeNull();

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new SampleProcess(Process.Start(start)!);
    }

    public async Task<string> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync().Within("the sample's next line")
        ?? throw new ShouldAssertException($"The sample ended: {await _errors}");

    /// <summary>SIGTERM, then its exit code and what it said on stderr.</summary>
    public async Task<(int Code, string Errors)> TerminateAsync()
    {
        Run("kill", "-TERM", $"{_process.Id}").ShouldBeTrue();
        return await EndAsync();
    }

    public async Task<(int Code, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync().Within("the sample to end");
        return (_process.ExitCode, await _errors);
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

    /// <summary>How a sample is started, and what that needs and is not here; null if nothing is missing.</summary>
    private static (string[] Command, string? Absence) Command(string sample)
    {
        string file = Path.Combine(Folder, sample);
        return sample[..sample.IndexOf('/', StringComparison.Ordinal)] switch
        {
            "python" => ([Python, file], Run(Python, "-c", "import websockets") ? null : $"{Python} with the package websockets"),
            "go" => GoSample.Build(file) is { } program ? ([program], null) : (["go"], "go with github.com/gorilla/websocket"),
            _ => (["node", file], Run("node", "--version") && Directory.Exists(Path.Combine(Folder, "node", "node_modules", "ws")) ? null : "node with npm's ws"),
        };
    }

    private static string Python =>
        Environment.GetEnvironmentVariable("HARNESS_PYTHON") is { Length: > 0 } python ? python : "/usr/bin/python3";

    private static string Folder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "samples"));

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
