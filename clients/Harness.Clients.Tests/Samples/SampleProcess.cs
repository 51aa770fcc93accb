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

    /// <summary>Starts a sample, or skips the test where its language is absent; in CI that is a failure instead.</summary>
    public static SampleProcess Start(string sample, IEnumerable<KeyValuePair<string, string>> environment)
    {
        bool isPython = sample.StartsWith("python/", StringComparison.Ordinal);
        string? absence = isPython
            ? Run(Python, "-c", "import websockets") ? null : $"{Python} with the package websockets"
            : Run("node", "--version") && Directory.Exists(Path.Combine(Folder, "node", "node_modules", "ws")) ? null : "node with npm's ws";
        if (absence is not null && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip($"{sample} needs {absence}.");
        absence.ShouldBeNull();

        var start = new ProcessStartInfo(isPython ? Python : "node", [Path.Combine(Folder, sample)])
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
