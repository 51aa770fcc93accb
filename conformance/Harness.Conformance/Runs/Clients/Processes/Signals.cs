using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Harness.Conformance.Runs.Clients.Processes;

/// <summary>Ends processes: first asked, then killed.</summary>
internal static class Signals
{
    private const int Terminate = 15;
    private const int KillNow = 9;

    /// <summary>Asks a process, or its whole group, to end. Where the system has no such signal nothing happens.</summary>
    public static void Ask(int process, bool group)
    {
        if (!OperatingSystem.IsWindows()) _ = Kill(group ? -process : process, Terminate);
    }

    /// <summary>Kills one process. Where the system has no such signal nothing happens.</summary>
    public static void Kill(int process)
    {
        if (!OperatingSystem.IsWindows()) _ = Kill(process, KillNow);
    }

    /// <summary>Kills whatever is left of a process and of what it started.</summary>
    public static void Kill(Process process, bool group)
    {
        if (group) _ = Kill(-process.Id, KillNow);
        if (process.HasExited) return;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was faster.
        }
    }

#pragma warning disable SYSLIB1054 // Two integers need no generated marshalling, and so no unsafe code in this assembly.
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
#pragma warning restore SYSLIB1054
}
