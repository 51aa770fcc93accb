using System.Runtime.InteropServices;

namespace Harness.Load.Limits;

/// <summary>How many files and sockets this process may hold open; each connection is one.</summary>
internal static class Descriptors
{
    /// <summary>What the runtime itself holds open, generously.</summary>
    public const int Reserve = 300;

    private static readonly int Resource = OperatingSystem.IsMacOS() ? 8 : 7;

    /// <summary>Raises the soft limit to what is needed, where the hard limit allows it.</summary>
    /// <returns>What to do where it does not; null where there is room, or where the system has no such limit.</returns>
    public static string? Provide(int connections)
    {
        if (OperatingSystem.IsWindows()) return null;
        var limit = new Limit();
        if (getrlimit(Resource, ref limit) != 0) return null;
        var needed = (ulong)(connections + Reserve);
        if (limit.Soft >= needed) return null;
        var raised = limit with { Soft = needed };
        if (limit.Hard >= needed && setrlimit(Resource, ref raised) == 0) return null;
        return Problem(connections, limit.Soft, limit.Hard, needed);
    }

    internal static string Problem(int connections, ulong soft, ulong hard, ulong needed) =>
        FormattableString.Invariant($"--connections {connections}: needs {needed} file descriptors, but this shell allows {soft} (at most {hard}); run: ulimit -n {needed}") +
        (hard < needed ? " (as root, or after raising the hard limit of nofile in /etc/security/limits.conf)" : "");

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int getrlimit(int resource, ref Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int setrlimit(int resource, ref Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(ulong Soft, ulong Hard);
}
