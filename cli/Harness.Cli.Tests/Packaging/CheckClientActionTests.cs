using System.Text.RegularExpressions;
using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Packaging;

/// <summary>What other people's pipelines run: the script of the GitHub action, as a runner calls it.</summary>
public sealed partial class CheckClientActionTests : IDisposable
{
    private const string ActionFolder = ".github/actions/check-client";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-action-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Script_judges_the_client_and_writes_the_summary()
    {
        var (code, summary, output) = await RunAsync($"'{Interpreters.Python()}' clients/samples/python/odin.py", "--case 'odin.survive.*' --jobs 4");

        code.ShouldBe(0, summary);
        summary.ShouldContain("odin");
        summary.ShouldContain("PASS");
        var reports = output["report=".Length..].Trim();
        Directory.EnumerateFiles(reports).Select(Path.GetFileName).Order().ShouldBe(["junit.xml", "report.html", "report.json", "report.md"]);
    }

    [Fact]
    public async Task Script_fails_the_job_and_still_writes_the_summary_where_the_client_does_nothing()
    {
        var (code, summary, _) = await RunAsync("sleep 60", "--case odin.client.001 --start-timeout 1s");

        code.ShouldBe(1, summary);
        summary.ShouldContain("UNTESTABLE");
    }

    [Fact]
    public void Action_declares_every_input_that_it_passes_on()
    {
        var action = Repository.Read($"{ActionFolder}/action.yml");
        var used = Inputs().Matches(action).Select(match => match.Groups["input"].Value).Distinct().ToList();

        used.ShouldNotBeEmpty();
        foreach (var input in used) action.ShouldContain($"\n  {input}:\n");
        var passed = Variables().Matches(Repository.Read($"{ActionFolder}/check.sh")).Select(match => match.Value).Distinct();
        foreach (var variable in passed) action.ShouldContain($"{variable}: ");
    }

    private async Task<(int Code, string Summary, string Output)> RunAsync(string command, string arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script needs bash.");
        string summary = Path.Combine(_folder.FullName, "summary.md"), output = Path.Combine(_folder.FullName, "output");
        await using var process = ChildProcess.Start(
            Path.Combine(Repository.Root, ActionFolder, "check.sh"), [],
            new Dictionary<string, string>
            {
                ["HARNESS_PROGRAM"] = HarnessProcess.Program,
                ["CHECK_PROTOCOL"] = "odin",
                ["CHECK_COMMAND"] = command,
                ["CHECK_ARGUMENTS"] = arguments,
                ["GITHUB_STEP_SUMMARY"] = summary,
                ["GITHUB_OUTPUT"] = output,
                ["RUNNER_TEMP"] = _folder.FullName,
            },
            Repository.Root);
        var code = await process.EndAsync();
        File.Exists(summary).ShouldBeTrue(process.Said);
        return (code, await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex(@"\$\{\{ inputs\.(?<input>[a-z-]+) \}\}", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Inputs();

    [GeneratedRegex("CHECK_[A-Z_]+", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Variables();
}
