using System.Diagnostics;
using Harness.Conformance.Runs.Clients.Processes;

namespace Harness.Conformance.Runs.Servers;

/// <summary><c>--provoke order=COMMAND</c>: places an order at the server under test; exit code 0 means that it is placed.</summary>
internal sealed class OrderCommand(string command, string? folder)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="order">JSON, for the variable <c>HARNESS_ORDER</c>.</param>
    /// <param name="cancellationToken">Kills the command.</param>
    /// <returns>Why no order was placed, or null.</returns>
    public async Task<string?> RunAsync(string order, CancellationToken cancellationToken)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", command]) : new ProcessStartInfo("/bin/sh", ["-c", command]);
        var mark = Strays.Mark();
        start.Environment[mark.Key] = mark.Value;
        start.Environment["HARNESS_ORDER"] = order;
        start.WorkingDirectory = folder ?? "";
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var errors = new LastLines();
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            // Its end, not that of its pipes: a program that it leaves running keeps those open.
            while (!process.WaitForExit(TimeSpan.Zero)) await Task.Delay(Glance, TimeProvider.System, stop.Token);
            return process.ExitCode == 0 ? null : $"'{command}' ended with {process.ExitCode}: {errors.ToString().Trim()}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"'{command}' did not end within {Patience.TotalSeconds:0} s";
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            Strays.Kill(mark.Value);
        }
    }
}
