using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Templates;
using Harness.Mocks.Scripting;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>Runs every example of <c>fixtures/SCENARIOS.md</c> on a mock, over TCP.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(Root(), "fixtures", "SCENARIOS.md"));

    public static TheoryData<int, string, string> Examples =>
        [.. Blocks().Matches(Reference).Select(block => (LineOf(block.Index), block.Groups["kind"].Value, block.Groups["text"].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_is_valid_and_every_rule_of_it_fires(int line, string kind, string text)
    {
        var scenario = Read(kind, text);
        ScenarioTemplates.Check(scenario).ShouldBeEmpty();
        var log = new ConcurrentQueue<string>();
        await using var mock = await PlayedMock.StartAsync(options => options with { Transport = MockTransport.Port, Scenarios = [scenario], LogEntries = entry => log.Enqueue(entry.Text) });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var client = new ReferenceClient(mock, scenario.Protocol);
        var playing = client.PlayAsync(over.Token);
        for (var step = 0; step < 720 && Silent(scenario, log).Any(); step++)
        {
            // On a real socket nobody can tell that all has come to rest: time moves on when others have been served, and sooner once the client waits.
            for (var served = 0; served == 0 || (served < 5 && !client.IsWaiting); served++) (await mock.GetAsync("/__admin/health")).Status.ShouldBe(200);
            mock.Clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        await over.CancelAsync();
        await playing.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Silent(scenario, log).ShouldBeEmpty($"rules of the example in line {line} that never fired");
        log.Where(entry => entry.StartsWith("SCENARIOS.md", StringComparison.Ordinal)).ShouldBeEmpty();
        client.Heard.Where(message => message.Contains("{{", StringComparison.Ordinal)).ShouldBeEmpty("templates that were sent as they stand");
    }

    [Fact]
    public void Reference_has_an_example_of_every_template_helper_and_value()
    {
        var examples = string.Join('\n', Examples.Select(example => example.Data.Item3));
        string[] values = ["message", "order", "request", "close", "connection", "state", "index"];
        TemplateWords.Helpers.Select(helper => helper.Name).Concat(values)
            .Where(word => !Regex.IsMatch(examples, $@"\{{\{{[^}}]*(?<![\w.-]){Regex.Escape(word)}(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Reference_has_an_example_of_every_trigger_and_every_action()
    {
        using var schema = JsonDocument.Parse(FixtureFiles.Read("scenario.schema.json"));
        var definitions = schema.RootElement.GetProperty("$defs");
        var words = definitions.GetProperty("rule").GetProperty("properties").GetProperty("on").GetProperty("enum").EnumerateArray().Select(word => $"on: {word.GetString()}")
            .Concat(definitions.GetProperty("action").GetProperty("properties").EnumerateObject().Select(action => action.Name))
            .Concat(definitions.GetProperty("rule").GetProperty("properties").EnumerateObject().Select(condition => condition.Name));
        var examples = string.Join('\n', Examples.Select(example => example.Data.Item3));
        words.Where(word => !Regex.IsMatch(examples, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .ShouldBeEmpty();
    }

    private static Scenario Read(string kind, string text)
    {
        var file = kind == "file" ? text : $"version: 1\nname: example\nprotocol: {kind}\nrules:\n{text}";
        return ScenarioReader.Read("SCENARIOS.md", Encoding.UTF8.GetBytes(file));
    }

    private static IEnumerable<int> Silent(Scenario scenario, IEnumerable<string> log) =>
        scenario.Rules.Select(rule => rule.At.Line).Where(line => !log.Any(entry => entry.EndsWith($"rule in line {line} fired", StringComparison.Ordinal)));

    private static int LineOf(int index) => Reference.AsSpan(0, index).Count('\n') + 1;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Harness.sln"))) folder = folder.Parent;
        return folder.ShouldNotBeNull("the repository above the tests").FullName;
    }

    [GeneratedRegex("^```yaml (?<kind>\\S+)\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Blocks();
}
