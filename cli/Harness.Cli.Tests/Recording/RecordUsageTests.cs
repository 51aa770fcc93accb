using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Recording;

/// <summary>What <c>record</c> and <c>replay</c> say of a command line, a folder or a file that is wrong.</summary>
public sealed class RecordUsageTests : IDisposable
{
    private const string Header = """{"schema_version":1,"session":"s1","protocol":"odin","started":"2026-03-02T06:00:00Z","suite_version":"1"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("harness-usage-").FullName;

    [Fact]
    public async Task Record_without_target_and_folder_asks_for_both()
    {
        var run = await CliRun.OfAsync("record", "--ca", "x", "--insecure", "--protocol", "odni");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--target: expected a ws:// or wss:// address, got nothing");
        run.Error.ShouldContain("--out: expected a folder");
        run.Error.ShouldContain("--ca and --insecure: expected one of them");
        run.Error.ShouldContain("did you mean 'odin'?");
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_is_a_usage_error_that_names_it()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync("record", "--target", "ws://127.0.0.1:1", "--out", file, "--port", "0");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"{file}: transcripts cannot be written there");
        run.Output.ShouldNotContain("ready");
    }

    [Theory]
    [InlineData("{\"t\":0,\"conn\":1}", ":2: the frame lacks i")]
    [InlineData("no JSON", ":2: not a line of JSON")]
    public async Task Recording_with_a_broken_line_is_a_usage_error_with_its_place(string line, string expected)
    {
        var file = Path.Combine(_folder, "broken.jsonl");
        await File.WriteAllTextAsync(file, $"{Header}\n{line}\n", TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync("replay", file, "--port", "0");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(file + expected);
    }

    [Fact]
    public async Task Recording_of_nothing_cannot_be_played()
    {
        var file = Path.Combine(_folder, "empty.jsonl");
        await File.WriteAllTextAsync(file, Header + "\n", TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync("replay", file, "--port", "0");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("nothing to play");
    }

    [Fact]
    public async Task Pace_and_speed_that_contradict_each_other_are_a_usage_error()
    {
        var variables = new Dictionary<string, string> { ["HARNESS_PACE"] = "step", ["HARNESS_SPEED"] = "4" };

        var run = await CliRun.OfAsync(variables, "replay", _folder);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--speed: expected only with --pace recorded");
        run.Error.ShouldContain($"{_folder}: no ");
    }

    [Fact]
    public async Task Feed_that_is_no_recording_or_has_a_rate_is_a_usage_error()
    {
        var file = Path.Combine(_folder, "welcome.jsonl");
        await File.WriteAllTextAsync(file, $"{Header}\n{{\"t\":0,\"conn\":1,\"i\":0,\"from\":\"server\",\"kind\":\"text\",\"text\":\"{{}}\"}}\n", TestContext.Current.CancellationToken);

        (await CliRun.OfAsync("serve", "--feed", "recorded")).Error.ShouldContain("--feed: expected simulated, or file:PATH of a recording, got 'recorded'");
        (await CliRun.OfAsync("serve", "--feed", "file:nowhere.jsonl", "--rate", "5")).Error.ShouldContain("--feed: nowhere.jsonl: no such file or folder");
        (await CliRun.OfAsync("serve", "--feed", "file:nowhere.jsonl", "--rate", "5")).Error.ShouldContain("--rate and --burst: expected only with --feed simulated");
        var run = await CliRun.OfAsync("serve", "--port", "0", "--feed", $"file:{file}");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("none of 1 server messages is of an instrument that is known here");
    }

    [Theory]
    [InlineData("record")]
    [InlineData("replay")]
    public async Task Help_says_what_every_flag_takes(string verb)
    {
        await using var harness = ChildProcess.Start(HarnessProcess.Program, [verb, "--help"]);
        await harness.EndAsync();

        harness.Said.ShouldMatchApproved(options => options.NoDiff().WithDiscriminator(verb));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
