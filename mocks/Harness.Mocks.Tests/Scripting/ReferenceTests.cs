using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Virtuoso;
using Harness.Wire;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>Runs every example of <c>fixtures/SCENARIOS.md</c> on a mock, over real frames.</summary>
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
        await using var mock = await PlayedMock.StartAsync(options => options with { Scenarios = [scenario], LogEntries = entry => log.Enqueue(entry.Text) });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var client = PlayAsync(mock, scenario.Protocol, over.Token);
        for (var second = 0; second < 180 && Silent(scenario, log).Any(); second++) await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(1), over.Token);
        await over.CancelAsync();
        await client.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Silent(scenario, log).ShouldBeEmpty($"rules of the example in line {line} that never fired");
        log.Where(entry => entry.StartsWith("SCENARIOS.md", StringComparison.Ordinal)).ShouldBeEmpty();
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
            .ShouldBe(["client-id"], "its example stands in the table, since the peer of this test has no client id");
    }

    private static Scenario Read(string kind, string text)
    {
        var file = kind == "file" ? text : $"version: 1\nname: example\nprotocol: {kind}\nrules:\n{text}";
        return ScenarioReader.Read("SCENARIOS.md", Encoding.UTF8.GetBytes(file));
    }

    private static IEnumerable<int> Silent(Scenario scenario, IEnumerable<string> log) =>
        scenario.Rules.Select(rule => rule.At.Line).Where(line => !log.Any(entry => entry.EndsWith($"rule in line {line} fired", StringComparison.Ordinal)));

    /// <summary>A client that logs in, connects, says something, and comes back when it is thrown out; whatever fails, it tries again.</summary>
    private static async Task PlayAsync(PlayedMock mock, string protocol, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await using var peer = await ConnectAsync(mock, protocol).WaitAsync(over);
                await TalkAsync(mock, peer, protocol).WaitAsync(over);
                await peer.ClosedAsync().WaitAsync(over);
            }
            catch (Exception e) when (e is ShouldAssertException or OperationCanceledException or HttpRequestException or IOException or System.Threading.Channels.ChannelClosedException or TimeoutException)
            {
                // What the example was made for.
            }
        }
    }

    private static async Task<Peer> ConnectAsync(PlayedMock mock, string protocol) => protocol switch
    {
        "ht-tse" => await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync())),
        "virtuoso" => await Peer.ConnectAsync(mock.Server, "/ws"),
        _ => await Peer.ConnectAsync(mock.Server, "/chat"),
    };

    private static async Task TalkAsync(PlayedMock mock, Peer peer, string protocol)
    {
        if (protocol == "ht-tse") peer.Send(WireMessage.Ping("x"u8));
        if (protocol == "none") peer.Send("""{"say":"hello","list":[1,2]}""");
        if (protocol != "virtuoso") return;
        peer.Send(VirtuosoPeer.Authenticate(mock.Clock.GetUtcNow()));
        await peer.NextAsync("authenticated");
        peer.Send(VirtuosoPeer.Subscribe(["orders"], ["BTCUSDT"]));
        await peer.NextAsync("subscribed");
        for (var i = 0; i < 3; i++) await mock.PostAsync("/__admin/orders", """{"protocol":"virtuoso","instrument":"BTCUSDT","side":"buy","amount":0.1,"price":30000}""");
    }

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
