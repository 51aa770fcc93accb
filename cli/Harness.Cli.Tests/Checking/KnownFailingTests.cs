using Harness.Mocks.Server;

namespace Harness.Cli.Tests.Checking;

/// <summary>The life of a known-failing list, at a server whose login fails or does not.</summary>
public sealed class KnownFailingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-known").FullName;

    private string List => Path.Combine(_folder, "known.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task List_is_written_holds_and_goes_stale()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        (await RunAsync(mock, "wrong")).ExitCode.ShouldBe(1);

        var written = await RunAsync(mock, "wrong", "--update-known-failing");
        written.ExitCode.ShouldBe(0, written.Output);
        written.Output.ShouldContain("+ - case: ht-tse.subscribe.003");
        written.Output.ShouldContain("known: UNTESTABLE ht-tse.subscribe.003");

        (await RunAsync(mock, "wrong")).ExitCode.ShouldBe(0);
        var passed = await RunAsync(mock, "demo");
        passed.ExitCode.ShouldBe(1, passed.Output);
        passed.Output.ShouldContain("unexpected pass:");

        await EditAsync("text: .*", "text: something else");
        var reworded = await RunAsync(mock, "wrong");
        reworded.ExitCode.ShouldBe(5, reworded.Output);
        reworded.Output.ShouldContain("expects a finding that says 'something else'");

        await EditAsync("  text: .*\n", "");
        await EditAsync("reason: .*", "reason: ticket 12   # mine\n  until: 2020-02-29");
        var expired = await RunAsync(mock, "wrong");
        expired.ExitCode.ShouldBe(5, expired.Output);
        expired.Output.ShouldContain("was accepted until 2020-02-29");

        await EditAsync("case: .*", "case: ht-tse.no-such.*");
        var unmatched = await RunAsync(mock, "demo");
        unmatched.ExitCode.ShouldBe(5, unmatched.Output);
        unmatched.Output.ShouldContain("no case of a server is called so");

        (await RunAsync(mock, "demo", "--update-known-failing")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(List, TestContext.Current.CancellationToken)).ShouldEndWith("[]\n");
    }

    [Fact]
    public async Task List_of_a_strict_run_serves_one_that_is_not()
    {
        await MadeRecording.WriteAsync($"{_folder}/one.jsonl", low: 1, "2025-09-29T12:17:33");
        string[] judge = ["check", "transcript", $"{_folder}/one.jsonl", "--role", "server", "--known-failing", List];

        var nothing = await CliRun.OfAsync([.. judge, "--update-known-failing"]);
        nothing.ExitCode.ShouldBe(0, nothing.Output);
        nothing.Output.ShouldContain($"{List}: nothing fails, so that the list is empty: the WARN is a broken SHOULD, which fails no run and is put on the list with --strict only");

        var written = await CliRun.OfAsync([.. judge, "--strict", "--update-known-failing"]);
        written.ExitCode.ShouldBe(0, written.Output);
        written.Output.ShouldContain("+ - case: one");
        written.Output.ShouldNotContain("with --strict only");

        var lenient = await CliRun.OfAsync(judge);
        lenient.ExitCode.ShouldBe(0, lenient.Output);
        lenient.Output.ShouldContain("known, and no failure here: ");
        lenient.Output.ShouldNotContain("unexpected pass");

        var list = await File.ReadAllTextAsync(List, TestContext.Current.CancellationToken);
        (await CliRun.OfAsync([.. judge, "--update-known-failing"])).Output.ShouldContain("nothing to change");
        (await File.ReadAllTextAsync(List, TestContext.Current.CancellationToken)).ShouldBe(list);

        await MadeRecording.WriteAsync($"{_folder}/one.jsonl", low: 1, "2025-09-29T12:17:33.123456");
        var mended = await CliRun.OfAsync(judge);
        mended.ExitCode.ShouldBe(1, mended.Output);
        mended.Output.ShouldContain("unexpected pass:");
    }

    [Fact]
    public async Task Update_without_a_list_and_a_list_that_is_not_there_are_mistakes()
    {
        var nowhere = await CliRun.OfAsync("check", "server", "--protocol", "ht-tse", "--url", "ws://127.0.0.1:1", "--update-known-failing");
        nowhere.ExitCode.ShouldBe(2);
        nowhere.Error.ShouldContain("--update-known-failing: expected --known-failing FILE beside it");
        var missing = await CliRun.OfAsync("check", "server", "--protocol", "ht-tse", "--url", "ws://127.0.0.1:1", "--known-failing", List);
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldContain("known.yaml:1:1: cannot be read");
    }

    [Fact]
    public async Task Newer_clauses_than_the_pinned_suite_had_turn_nothing_red()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        var run = await CliRun.OfAsync(
            "check", "server", "--protocol", "ht-tse", "--url", mock.SocketUrl.ToString(), "--password", "wrong", "--case", "ht-tse.subscribe.003", "--suite-version", "0.0.9");
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("1 case: 1 INFO");
        (await CliRun.OfAsync("check", "server", "--protocol", "ht-tse", "--url", "ws://127.0.0.1:1", "--suite-version", "99.0.0")).Error.ShouldContain("--suite-version: expected a version of the suite");
    }

    private Task<CliRun> RunAsync(MockServer mock, string password, params string[] more)
    {
        string[] list = File.Exists(List) || more.Length > 0 ? ["--known-failing", List] : [];
        return CliRun.OfAsync(["check", "server", "--protocol", "ht-tse", "--url", mock.SocketUrl.ToString(), "--case", "ht-tse.subscribe.003", "--password", password, "--start-timeout", "1s", .. list, .. more]);
    }

    private async Task EditAsync(string pattern, string replacement)
    {
        var text = await File.ReadAllTextAsync(List, TestContext.Current.CancellationToken);
        var edited = System.Text.RegularExpressions.Regex.Replace(text, pattern, replacement, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        edited.ShouldNotBe(text);
        await File.WriteAllTextAsync(List, edited, TestContext.Current.CancellationToken);
    }
}
