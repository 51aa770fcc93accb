using System.Diagnostics;

namespace Harness.Cli.Tests.Processes;

/// <summary>Finds the languages that clients nobody here wrote are written in; a test skips, and says why, where one is absent.</summary>
internal static class Interpreters
{
    /// <summary>Where <c>npm install</c> puts the packages of <c>clients/samples/node</c>.</summary>
    public static string NodeModules { get; } = Path.Combine(Repository.Root, "clients", "samples", "node", "node_modules");

    private static readonly Lazy<string?> FoundPython = new(() =>
        new[] { Environment.GetEnvironmentVariable("HARNESS_PYTHON"), "python3", "/usr/bin/python3" }
            .FirstOrDefault(python => !string.IsNullOrEmpty(python) && Runs(python, "-c", "import websockets")));

    private static readonly Lazy<bool> FoundNode = new(() => Runs("node", "--version"));

    private static readonly Lazy<bool> FoundBash = new(() => Runs("bash", "-c", "curl --version"));

    /// <summary>A python with the package <c>websockets</c>, or null.</summary>
    public static string? PythonOrNull => FoundPython.Value;

    /// <inheritdoc cref="PythonOrNull"/>
    public static string Python()
    {
        Assert.SkipWhen(PythonOrNull is null, "no python3 with the package websockets here (apt-get install python3-websockets, or pip install websockets)");
        return PythonOrNull!;
    }

    /// <summary>A node with the package <c>ws</c>, which needs <see cref="NodeModules"/> as its NODE_PATH.</summary>
    public static string Node()
    {
        Assert.SkipUnless(HasNodePackage("ws"), "no node with the package ws here (cd clients/samples/node && npm install)");
        return "node";
    }

    public static bool HasNodePackage(string name) => Directory.Exists(Path.Combine(NodeModules, name)) && FoundNode.Value;

    /// <summary>A bash with curl.</summary>
    public static string Bash()
    {
        Assert.SkipUnless(FoundBash.Value, "no bash with curl here");
        return "bash";
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
