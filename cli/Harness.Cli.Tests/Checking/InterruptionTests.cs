using System.Text.Json;
using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Checking;

/// <summary>Runs that are ended from outside, as processes of their own: they leave a report and nothing else.</summary>
public sealed class InterruptionTests : IDisposable
{
    /// <summary>Starts children, one of them in a session of its own, takes no SIGTERM and never connects.</summary>
    private const string Clinging = "trap '' TERM; setsid sleep SECONDS & sleep SECONDS & echo started >> FOLDER/started; sleep SECONDS; sleep SECONDS";

    /// <summary>What this process's runs are known by, among those of other test runs.</summary>
    private static readonly string Seconds = FormattableString.Invariant($"98{Environment.ProcessId:0000000}");

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-interrupted").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_that_is_told_to_stop_writes_its_report_and_leaves_no_process()
    {
        await using var run = await StartAsync();
        (await run.TerminateAsync()).ShouldBe(1, run.Said);
        run.Said.ShouldContain("interrupted:");
        JsonElement.Parse(await File.ReadAllBytesAsync($"{_folder}/report.json", TestContext.Current.CancellationToken)).GetProperty("not_run").GetInt32().ShouldBeGreaterThan(0);
        File.ReadAllText($"{_folder}/report.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => JsonElement.Parse(line).ValueKind == JsonValueKind.Object);
        Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_that_is_told_twice_ends_at_once_and_leaves_no_process()
    {
        await using var run = await StartAsync();
        run.Signal();
        await run.TerminateAsync();
        Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_disturb_each_other()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var before = Left().Count;
        (await one.TerminateAsync()).ShouldBe(1);
        Left().Count.ShouldBeInRange(1, before - 1);
        (await other.TerminateAsync()).ShouldBe(1);
        Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_that_is_killed_leaves_no_process()
    {
        await using var run = await StartAsync();
        Left().ShouldNotBeEmpty();
        await run.KillAsync();
        using var late = new CancellationTokenSource(Deadline.Ample, TimeProvider.System);
        while (Left().Count > 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }

    private async Task<ChildProcess> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks for processes in /proc.");
        var before = Started();
        var run = ChildProcess.Start(
            HarnessProcess.Program,
            [
                "check", "client", "--protocol", "ht-tse", "--jobs", "3", "--start-timeout", "60s", "--report", $"json={_folder}/report.json", "--report", $"ndjson={_folder}/report.ndjson",
                "--", "/bin/sh", "-c", Clinging.Replace("FOLDER", _folder, StringComparison.Ordinal).Replace("SECONDS", Seconds, StringComparison.Ordinal),
            ]);
        using var late = new CancellationTokenSource(Deadline.Ample, TimeProvider.System);
        while (Started() < before + 3) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        return run;
    }

    private int Started() => File.Exists($"{_folder}/started") ? File.ReadAllLines($"{_folder}/started").Length : 0;

    /// <summary>What still runs of the clients of this test's runs: their environment names its folder in no way, but their command lines do.</summary>
    private static IReadOnlyList<string> Left() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
            .Select(CommandLine)
            .Where(line => line.Contains(Seconds, StringComparison.Ordinal) && !line.Contains("check", StringComparison.Ordinal)),
    ];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
