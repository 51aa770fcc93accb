using System.Diagnostics;
using System.Globalization;

namespace Harness.Compare.Contenders;

/// <summary>Servers on the first core, everything else on the others, where <c>taskset</c> can do that.</summary>
internal static class Pinning
{
    private const string Mark = "HARNESS_COMPARE_PINNED";

    public const string ServerCores = "0";

    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 | IsPinned && File.Exists("/usr/bin/taskset");

    private static bool IsPinned => Environment.GetEnvironmentVariable(Mark) is not null;

    /// <summary>Makes a process run on those cores only.</summary>
    public static void Pin(ProcessStartInfo start, string cores)
    {
        if (!IsPossible) return;
        var program = start.FileName;
        start.FileName = "/usr/bin/taskset";
        start.ArgumentList.Insert(0, program);
        start.ArgumentList.Insert(0, cores);
        start.ArgumentList.Insert(0, "-c");
    }

    /// <summary>Runs this program again on the receiver's cores; null where it is there already, or need not be.</summary>
    public static int? RunPinned(string[] arguments)
    {
        if (!IsPossible || IsPinned) return null;
        var start = new ProcessStartInfo { FileName = Environment.ProcessPath!, Environment = { [Mark] = "1" } };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(Pinning).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Pin(start, string.Create(CultureInfo.InvariantCulture, $"1-{Environment.ProcessorCount - 1}"));
        using var again = Process.Start(start)!;
        again.WaitForExit();
        return again.ExitCode;
    }
}
