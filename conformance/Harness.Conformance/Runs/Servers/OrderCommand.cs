using System.Diagnostics;

namespace Harness.Conformance.Runs.Servers;

/// <summary><c>--provoke order=COMMAND</c>: places an order at the server under test; exit code 0 means that it is placed.</summary>
internal sealed class OrderCommand(string command, string? folder)
{
    /// <param name="order">JSON, for the variable <c>HARNESS_ORDER</c>.</param>
    /// <param name="cancellationToken">Kills the command.</param>
    /// <returns>Why no order was placed, or null.</returns>
    public async Task<string?> RunAsync(string order, CancellationToken cancellationToken)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", command]) : new ProcessStartInfo("/bin/sh", ["-c", command]);
        start.Environment["HARNESS_ORDER"] = order;
        start.WorkingDirectory = folder ?? "";
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await output;
            return process.ExitCode == 0 ? null : $"'{command}' ended with {process.ExitCode}: {await errors}";
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
