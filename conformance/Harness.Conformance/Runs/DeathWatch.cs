using System.ComponentModel;
using System.Diagnostics;
using Harness.Conformance.Runs.Clients.Processes;

namespace Harness.Conformance.Runs;

/// <summary>
/// Ends what this run has started when the harness itself is killed and can end nothing any more: a shell that reads from a pipe which the harness alone
/// holds. The pipe ends with the harness, however that dies, and the shell then kills whatever carries the run's mark. Where the system shows no
/// environments, there is none.
/// </summary>
/// <remarks>The kernel's own signal at a parent's death (PR_SET_PDEATHSIG) comes when the thread that started the child ends, which threads of the pool do.</remarks>
internal static class DeathWatch
{
    // A signal to the whole foreground, Ctrl+C among them, is the harness's to answer. What starts others faster than it is found is met again.
    private const string Script = """
        exec >/dev/null 2>&1
        trap '' INT TERM HUP
        read -r _
        for round in 1 2 3 4 5; do
          found=
          for environment in $(grep -ls "$1" /proc/[0-9]*/environ); do
            process=${environment#/proc/}
            kill -KILL "${process%/environ}" && found=yes
          done
          [ -n "$found" ] || exit 0
        done
        """;

    private static readonly Lock Gate = new();
    private static Process? _shell;
    private static bool _isTried;

    /// <summary>Begins, unless it has already.</summary>
    /// <param name="mark">What stands in the environment of everything that the run starts.</param>
    public static void Begin(string mark)
    {
        lock (Gate)
        {
            if (_isTried || !OperatingSystem.IsLinux()) return;
            _isTried = true;
            _shell = Start(mark);
            if (_shell is not null) AppDomain.CurrentDomain.ProcessExit += static (_, _) => End();
        }
    }

    private static Process? Start(string mark)
    {
        string[] words = ["/bin/sh", "-c", Script, "harness-death-watch", mark];
        // In a session of its own, so that whoever kills the harness's process group does not kill its watch.
        var setsid = ProgramPath.Find("setsid");
        var start = setsid is null ? new ProcessStartInfo(words[0], words.Skip(1)) : new ProcessStartInfo(setsid, words);
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            // Without a shell there is no watch; a run that ends by itself, or is told to end, leaves nothing behind all the same.
            return null;
        }
    }

    /// <summary>An orderly end has left nothing to kill.</summary>
    private static void End()
    {
        _shell!.Kill();
        _shell.WaitForExit();
    }
}
