using Harness.Cli.Tests.Processes;

namespace Harness.Cli.Tests.Serving;

/// <summary><c>serve --watch</c>, with files that change under it the ways editors change them.</summary>
public sealed class ScenarioWatchTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("harness-watch-");
    private readonly HttpClient _client = new();

    private string File => Path.Combine(_folder.FullName, "answer.yaml");

    [Fact]
    public async Task File_that_is_written_again_is_played_as_it_stands_now()
    {
        await using var harness = await ServeAsync();

        await WriteAsync(Answering("two"));
        await harness.LogAsync(line => line.Contains("was read again", StringComparison.Ordinal), "the file to be read again");

        (await AskAsync(harness)).ShouldBe("two");
    }

    [Fact]
    public async Task File_that_an_editor_replaces_by_rename_is_played_as_it_stands_now()
    {
        await using var harness = await ServeAsync();

        var draft = Path.Combine(_folder.FullName, ".answer.yaml.swp");
        await System.IO.File.WriteAllTextAsync(draft, Answering("renamed"), TestContext.Current.CancellationToken);
        System.IO.File.Move(draft, File, overwrite: true);
        await harness.LogAsync(line => line.Contains("was read again", StringComparison.Ordinal), "the file to be read again");

        (await AskAsync(harness)).ShouldBe("renamed");
    }

    [Fact]
    public async Task Broken_edit_leaves_the_last_good_one_at_work_and_says_where_it_is_broken()
    {
        await using var harness = await ServeAsync();

        await WriteAsync(Answering("two").Replace("reject", "rejct", StringComparison.Ordinal));
        var error = await harness.LogAsync(line => line.Contains("answer.yaml:", StringComparison.Ordinal), "the error");
        await harness.LogAsync(line => line.Contains("'answer' is played as it was read last", StringComparison.Ordinal), "what is played now");
        var kept = await AskAsync(harness);
        await WriteAsync(Answering("three"));
        await harness.LogAsync(line => line.Contains("was read again", StringComparison.Ordinal), "the file to be read again");

        error.ShouldContain("answer.yaml:7:13: unknown word 'rejct'");
        error.ShouldContain("did you mean 'reject'?");
        kept.ShouldBe("one");
        (await AskAsync(harness)).ShouldBe("three");
    }

    [Fact]
    public async Task File_that_is_deleted_takes_its_scenario_with_it_until_it_is_there_again()
    {
        await using var harness = await ServeAsync();

        System.IO.File.Delete(File);
        await harness.LogAsync(line => line.Contains("is gone, and with it 'answer'", StringComparison.Ordinal), "the file to be missed");
        var gone = await AskAsync(harness);
        await WriteAsync(Answering("again"));
        await harness.LogAsync(line => line.Contains("was read again", StringComparison.Ordinal), "the file to be read again");

        gone.ShouldContain("Nothing is mocked at /answer");
        (await AskAsync(harness)).ShouldBe("again");
    }

    [Fact]
    public async Task Scenario_that_gets_another_name_replaces_the_one_it_was()
    {
        await using var harness = await ServeAsync();

        await WriteAsync(Answering("two").Replace("name: answer", "name: reply", StringComparison.Ordinal));
        await harness.LogAsync(line => line.Contains("was read again: 'reply'", StringComparison.Ordinal), "the file to be read again");

        // Were the one of the old name still there, it would answer first.
        (await AskAsync(harness)).ShouldBe("two");
    }

    [Fact]
    public async Task Watch_without_a_scenario_is_a_usage_error()
    {
        var run = await CliRun.OfAsync("serve", "--watch");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--watch: expected --scenario FILE beside it");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Answering(string text) => $$"""
        version: 1
        name: answer
        protocol: none
        rules:
          - on: http
            path: /answer
            do: [ { reject: { status: 200, body: {{text}} } } ]
        """;

    private async Task<HarnessProcess> ServeAsync()
    {
        await WriteAsync(Answering("one"));
        var harness = await HarnessProcess.ServeAsync("--protocol", "odin", "--scenario", File, "--watch");
        (await AskAsync(harness)).ShouldBe("one");
        return harness;
    }

    private Task WriteAsync(string text) => System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);

    private async Task<string> AskAsync(HarnessProcess harness)
    {
        using var answer = await _client.GetAsync(new Uri(harness.Http, "/answer"), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
