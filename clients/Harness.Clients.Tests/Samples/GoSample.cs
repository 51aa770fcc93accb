using System.ComponentModel;
using System.Diagnostics;

namespace Harness.Clients.Tests.Samples;

/// <summary>Builds a sample in Go, with the packages of Debian where they are installed and with the modules of go.mod elsewhere.</summary>
internal static class GoSample
{
    private const string DebianPackages = "/usr/share/gocode";

    /// <param name="folder">The sample's folder.</param>
    /// <returns>The program's path; null where there is no Go or no package.</returns>
    public static string? Build(string folder)
    {
        string program = Path.Combine(Path.GetTempPath(), $"harness-go-{Path.GetFileName(folder)}-{Environment.ProcessId}");
        var start = new ProcessStartInfo("go", ["build", "-o", program, "."])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Directory.Exists(Path.Combine(DebianPackages, "src", "github.com", "gorilla", "websocket")))
        {
            start.Environment["GO111MODULE"] = "off";
            start.Environment["GOPATH"] = DebianPackages;
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            if (process.ExitCode == 0) return program;
            TestContext.Current.TestOutputHelper?.WriteLine(errors.GetAwaiter().GetResult());
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
