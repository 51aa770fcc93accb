using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Conformance.Runs;

/// <summary>
/// Finds what a program under test has left behind. Each program is started with a mark in its environment, which whatever it starts inherits: so a child that
/// went into a session of its own, where no process group reaches it, is found all the same. Where the system shows no environments, nothing is found.
/// </summary>
public static class Strays
{
    private const string Variable = "HARNESS_MARK";
    private const int Rounds = 5;

    private static readonly string Run = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private static int _marks;

    /// <summary>A mark for one program, unlike that of any other program and any other run. What carries it is killed if the harness is.</summary>
    internal static KeyValuePair<string, string> Mark()
    {
        DeathWatch.Begin($"{Variable}={Run}");
        return new(Variable, string.Create(CultureInfo.InvariantCulture, $"{Run}.{Interlocked.Increment(ref _marks)}."));
    }

    /// <summary>Kills every process that carries the mark.</summary>
    internal static void Kill(string mark)
    {
        if (!OperatingSystem.IsLinux()) return;
        var wanted = Encoding.UTF8.GetBytes($"{Variable}={mark}");
        // What starts others faster than it is found is met again.
        for (var round = 0; round < Rounds && Find(wanted) is { Count: > 0 } found; round++) found.ForEach(Clients.Processes.Signals.Kill);
    }

    /// <summary>Kills every process that this run has started and everything those started: for a run that ends at once.</summary>
    public static void KillAll() => Kill(Run);

    private static List<int> Find(byte[] wanted)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) || process == Environment.ProcessId) continue;
            if (Carries(folder, wanted)) found.Add(process);
        }

        return found;
    }

    private static bool Carries(string folder, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
