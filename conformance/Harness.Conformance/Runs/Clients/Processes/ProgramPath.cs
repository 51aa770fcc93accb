namespace Harness.Conformance.Runs.Clients.Processes;

/// <summary>Finds a program as a shell would.</summary>
internal static class ProgramPath
{
    /// <returns>Null where nothing of that name can be run.</returns>
    public static string? Find(string command)
    {
        if (command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || command.Contains('/', StringComparison.Ordinal)) return Runs(command) ? command : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Endings.Select(ending => Path.Combine(folder, command + ending)))
            .FirstOrDefault(Runs);
    }

    private static string[] Endings => OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];

    private static bool Runs(string path)
    {
        if (!File.Exists(path)) return false;
        const UnixFileMode anybody = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anybody) != UnixFileMode.None;
    }
}
