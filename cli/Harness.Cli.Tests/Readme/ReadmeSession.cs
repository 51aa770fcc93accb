using System.Net;
using System.Net.Sockets;
using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Readme;

/// <summary>A <c>bash serve</c> block and the blocks that talk to it, each with the output that is shown below it.</summary>
internal sealed class ReadmeSession
{
    /// <summary>How the README starts the program from its sources; the tests run the same program as it was built.</summary>
    private const string FromSource = "dotnet run --project cli/Harness.Cli -c Release -- ";

    private const string DefaultPort = "8080";

    /// <summary>Where those listen that are started beside the first.</summary>
    private static readonly string[] OtherPorts = ["8081", "8082"];

    private const string Bin = "bin";

    /// <summary>What a reader pastes into the second terminal to trust the authority of <c>--tls</c>.</summary>
    private const string TrustIt = "trust it: ";

    private readonly string _name;
    private readonly List<ReadmeBlock> _blocks = [];
    private readonly IReadOnlyList<ReadmeBlock> _files;

    private ReadmeSession(string name, ReadmeBlock serve, IReadOnlyList<ReadmeBlock> files)
    {
        _name = name;
        _blocks.Add(serve);
        _files = files;
    }

    public int Line => _blocks[0].Line;

    /// <param name="name">The README, for messages.</param>
    /// <param name="blocks">What it shows.</param>
    public static IReadOnlyList<ReadmeSession> Of(string name, IReadOnlyList<ReadmeBlock> blocks)
    {
        // A file may be shown before the command that serves it, or after.
        var files = blocks.Where(block => block.FileName is not null).ToList();
        var sessions = new List<ReadmeSession>();
        foreach (var block in blocks)
        {
            if (block.IsServe) sessions.Add(new ReadmeSession(name, block, files));
            else sessions.LastOrDefault()?._blocks.Add(block);
        }

        return sessions;
    }

    /// <summary>Runs it as a reader would, in a folder that holds the checkout's fixtures and clients and nothing else.</summary>
    /// <returns>Why some blocks were left out; empty where all ran.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string bash, Func<string, string?> missing)
    {
        var folder = Directory.CreateTempSubdirectory("harness-readme-");
        try
        {
            foreach (var room in (string[])["clients", "fixtures"])
            {
                Directory.CreateSymbolicLink(Path.Combine(folder.FullName, room), Path.Combine(Repository.Root, room));
            }

            // A reader's python3 is whichever has the package: here that is the one that was found to have it.
            if (Interpreters.PythonOrNull is { } python) await WrapAsync(folder.CreateSubdirectory(Bin).FullName, "python3", python);
            return await RunAsync(bash, missing, folder.FullName, new Dictionary<string, string> { [DefaultPort] = FreePort(), [OtherPorts[0]] = FreePort(), [OtherPorts[1]] = FreePort() });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(string bash, Func<string, string?> missing, string folder, IReadOnlyDictionary<string, string> ports)
    {
        var leftOut = new List<string>();
        foreach (var file in _files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file.FileName!), Here(file.Text, ports));
        }

        await using var beside = new Beside();
        await using var serve = Start(bash, _blocks[0], folder, ports, "");
        await WaitForAsync(serve, 0, ports, "ready …");
        var pasted = serve.Said.Split(Environment.NewLine).FirstOrDefault(line => line.StartsWith(TrustIt, StringComparison.Ordinal))?[TrustIt.Length..] ?? "";
        for (var i = 1; i < _blocks.Count; i++)
        {
            if (_blocks[i].IsLog) await SeeAsync(serve, _blocks[i].Line, _blocks[i].Text, ports);
            if (_blocks[i].IsServeAlso)
            {
                var other = beside.Add(Start(bash, _blocks[i], folder, ports, pasted));
                await WaitForAsync(other, i, ports, "ready …");
            }

            if (!_blocks[i].IsRun) continue;
            if (missing(_blocks[i].Text) is { } reason)
            {
                leftOut.Add($"line {_blocks[i].Line}: {reason}");
                continue;
            }

            await using var run = Start(bash, _blocks[i], folder, ports, pasted);
            var ended = await WaitForAsync(run, i, ports, "");
            if (ended) (await run.EndAsync()).ShouldBe(0, $"{_name}:{_blocks[i].Line}{Environment.NewLine}{run.Said}");
        }

        return leftOut;
    }

    private static ChildProcess Start(string bash, ReadmeBlock block, string folder, IReadOnlyDictionary<string, string> ports, string pasted)
    {
        var script = Here(block.Text.Replace(FromSource, "harness ", StringComparison.Ordinal), ports);
        var path = string.Join(Path.PathSeparator, Path.Combine(folder, Bin), AppContext.BaseDirectory, Path.Combine(Interpreters.NodeModules, ".bin"), Environment.GetEnvironmentVariable("PATH"));
        var prologue = $"set -euo pipefail; {pasted}\n";
        var variables = new Dictionary<string, string> { ["PATH"] = path, ["XDG_DATA_HOME"] = folder, ["PYTHONUNBUFFERED"] = "1" };
        if (block.IsServe) variables["HARNESS_PORT"] = ports[DefaultPort];
        return ChildProcess.Start(bash, ["-c", prologue + script], variables, folder);
    }

    /// <summary>Reads until everything shown below the block was seen.</summary>
    /// <returns>True where nothing is shown, so that the program has to end by itself.</returns>
    private async Task<bool> WaitForAsync(ChildProcess process, int index, IReadOnlyDictionary<string, string> ports, string atLeast)
    {
        var shown = index + 1 < _blocks.Count && _blocks[index + 1].IsOutput ? _blocks[index + 1].Text : atLeast;
        await SeeAsync(process, _blocks[index].Line, shown, ports);
        return shown.Length == 0;
    }

    private async Task SeeAsync(ChildProcess process, int line, string shown, IReadOnlyDictionary<string, string> ports)
    {
        var expected = new ExpectedOutput(Here(shown, ports));
        while (!expected.IsComplete)
        {
            var printed = await process.NextLineAsync($"{_name}:{line} to print: {expected.Next}")
                ?? throw new InvalidOperationException(
                    $"{_name}:{line} ended without: {expected.Next}{Environment.NewLine}It said:{Environment.NewLine}{process.Said}");
            expected.Saw(printed);
        }
    }

    private static async Task WrapAsync(string folder, string name, string program)
    {
        var wrapper = Path.Combine(folder, name);
        await File.WriteAllTextAsync(wrapper, $"#!/bin/sh\nexec '{program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>A text with the ports of this run in the place of those that the README names.</summary>
    private static string Here(string text, IReadOnlyDictionary<string, string> ports) =>
        ports.Aggregate(text, (replaced, port) => replaced.Replace($":{port.Key}", $":{port.Value}", StringComparison.Ordinal).Replace($" {port.Key}", $" {port.Value}", StringComparison.Ordinal));

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <summary>What was started beside the first harness, ended when the session is.</summary>
    private sealed class Beside : IAsyncDisposable
    {
        private readonly List<ChildProcess> _processes = [];

        public ChildProcess Add(ChildProcess process)
        {
            _processes.Add(process);
            return process;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var process in _processes) await process.DisposeAsync();
        }
    }
}
