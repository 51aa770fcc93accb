using Harness.Cli.Loading;

namespace Harness.Cli.Tests.Loading;

/// <summary>What <c>load</c> says of a command line that is wrong, and what its reference holds.</summary>
public sealed class LoadFlagTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-load-flags").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_mistake_is_told_at_once()
    {
        var run = await CliRun.OfAsync(
            "load", "--protocol", "odni", "--connections", "0", "--duration", "soon", "--stalled", "ten", "--login", "twice", "--threshold", "p98=1ms", "--report", "junit=a.xml", "--channels", "x");

        run.ExitCode.ShouldBe(2);
        foreach (var mistake in (string[])
                 [
                     "--protocol: ", "did you mean 'odin'?", "--url: expected a ws:// or wss:// address, got nothing", "--connections: expected a whole number from 1", "--duration: expected", "--stalled: expected a share",
                     "--login: expected once or each", "--threshold: expected one of p50", "--report: expected KIND=FILE with one of json, md, html (junit and ndjson list cases, of which a load run has none)",
                     "has no channel 'x'",
                 ])
        {
            run.Error.ShouldContain(mistake);
        }
    }

    [Theory]
    [InlineData("ws://192.0.2.1:8080")]
    [InlineData("wss://feed.example.com")]
    public async Task Target_that_is_not_on_this_machine_needs_a_word_of_its_owner(string url)
    {
        var run = await CliRun.OfAsync("load", "--protocol", "odin", "--url", url);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--i-own-this-target");
    }

    [Theory]
    [InlineData("airalgo", "p99=20ms", "latency cannot be measured on airalgo: the only time in a message, ltt, counts whole seconds")]
    [InlineData("ht-tse", "round-trip-p99=20ms", "there are no round trips")]
    [InlineData("odin", "p99>20ms", "the most")]
    [InlineData("odin", "rate<5", "the least")]
    public async Task Threshold_that_can_never_be_kept_is_a_mistake(string protocol, string threshold, string expected)
    {
        var run = await CliRun.OfAsync("load", "--protocol", protocol, "--url", "ws://127.0.0.1:1", "--threshold", threshold);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(expected);
    }

    [Theory]
    [InlineData("", "expected a head of columns")]
    [InlineData("name,word\na,b\n", "expected a head of columns from username, password, api_key, api_secret")]
    [InlineData("username,password\nada\n", ":2: expected 2 values, got 1")]
    [InlineData("username,password\n", "expected at least one line")]
    public async Task File_of_credentials_that_is_wrong_is_told_with_its_line(string text, string expected)
    {
        var file = Path.Combine(_folder, "users.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync("load", "--protocol", "ht-tse", "--url", "ws://127.0.0.1:1", "--credentials", file);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Report_that_cannot_be_written_is_told_before_the_run()
    {
        var run = await CliRun.OfAsync("load", "--protocol", "odin", "--url", "ws://127.0.0.1:1", "--report", $"json={_folder}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("--report: expected a file that can be written");
    }

    [Fact]
    public async Task One_client_id_for_many_is_a_mistake_where_it_counts()
    {
        string[] line = ["--url", "ws://127.0.0.1:1", "--connections", "2", "--client-id", "me"];
        (await CliRun.OfAsync(["load", "--protocol", "odin", .. line])).Error.ShouldContain("--client-id: expected {n}");
        (await CliRun.OfAsync(["load", "--protocol", "virtuoso", .. line])).ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Reference_lists_exactly_the_flags_of_load()
    {
        var section = Repository.Read("cli/README.md").Split("\n## ").First(part => part.StartsWith("load", StringComparison.Ordinal));
        var listed = section.Split('\n').Where(line => line.StartsWith("| `--", StringComparison.Ordinal)).SelectMany(line => line.Split('|')[1].Split('`').Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split(' ')[0]));

        listed.Order(StringComparer.Ordinal).ShouldBe(new LoadFlags().Options.Select(option => option.Name).Order(StringComparer.Ordinal));
    }
}
