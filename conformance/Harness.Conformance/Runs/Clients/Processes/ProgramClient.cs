using System.ComponentModel;
using System.Diagnostics;

namespace Harness.Conformance.Runs.Clients.Processes;

/// <summary>A client that is a program: started anew for each case, told its task by its command line and its environment.</summary>
/// <param name="command">The command and its arguments, with placeholders.</param>
/// <param name="environment">More variables, with placeholders: for programs that read other names.</param>
/// <param name="folder">Where it is started; null for the harness's own folder.</param>
internal sealed class ProgramClient(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string? folder = null) : IClientUnderTest
{
    /// <summary>Gives the client a process group of its own, so that nothing it starts can outlive it.</summary>
    private static readonly string? Grouping = OperatingSystem.IsLinux() ? ProgramPath.Find("setsid") : null;

    public string Name => string.Join(' ', command);

    public IRunningClient Start(ClientTask task)
    {
        var words = command.Select(task.Fill).ToList();
        if (folder is not null && words[0].Contains('/', StringComparison.Ordinal)) words[0] = Path.GetFullPath(words[0], folder);
        if (ProgramPath.Find(words[0]) is null) throw new ClientStartException($"'{words[0]}' cannot be started: there is no such program, or it may not be run");
        var start = Grouping is null ? new ProcessStartInfo(words[0], words.Skip(1)) : new ProcessStartInfo(Grouping, words);
        start.WorkingDirectory = folder ?? "";
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in task.Variables) start.Environment[name] = value;
        foreach (var (name, template) in environment) start.Environment[name] = task.Fill(template);
        try
        {
            var mark = Strays.Mark();
            start.Environment[mark.Key] = mark.Value;
            var process = Process.Start(start) ?? throw new ClientStartException($"'{words[0]}' cannot be started");
            return new ClientProcess(process, Grouping is not null, mark.Value);
        }
        catch (Win32Exception problem)
        {
            throw new ClientStartException($"'{words[0]}' cannot be started: {problem.Message}", problem);
        }
    }
}
