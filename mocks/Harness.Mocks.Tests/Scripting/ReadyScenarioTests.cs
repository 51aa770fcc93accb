using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>The scenarios that the fixtures carry.</summary>
public class ReadyScenarioTests
{
    private static readonly string[] TokenPaths = ["/auth/user/token/issue", "/api/token"];

    /// <summary>What peers say though no document shows it.</summary>
    private static readonly (string Slug, Party From, string Text)[] Undocumented =
    [
        ("virtuoso", Party.Server, """{"channel":"orders","event":"update","data":{"id":"1","status":"open"}}"""),
        ("airalgo", Party.Client, """{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"1"}"""),
    ];

    public static TheoryData<string, string> All =>
        [.. ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => ScenarioReader.Embedded(protocol.Slug).Select(scenario => (protocol.Slug, scenario.Name)))];

    [Theory]
    [MemberData(nameof(All))]
    public void Ready_scenario_says_what_it_provokes_and_every_rule_fires_within_minutes(string slug, string name)
    {
        var scenario = ScenarioReader.Embedded(slug).Single(one => one.Name == name);
        scenario.Provokes.ShouldNotBeNullOrWhiteSpace();
        scenario.Protocol.ShouldBe(slug);
        ScenarioTemplates.Check(scenario).ShouldBeEmpty();

        var stage = new ScriptStage();
        stage.Host.Add(scenario);
        Play(stage, ProtocolCatalog.Embedded.Find(slug)!);
        stage.Problems.Distinct().ShouldBeEmpty();
        scenario.Rules.Where(rule => !stage.Fired.Contains(rule)).Select(rule => rule.At.Line).ShouldBeEmpty("the rules in these lines never fired");
    }

    [Fact]
    public void Ready_scenarios_have_names_of_their_own_and_offer_completion_to_editors()
    {
        var paths = ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => FixtureFiles.Under($"{protocol.Slug}/scenarios", ".yaml")).ToList();
        paths.Count.ShouldBeGreaterThan(150);
        foreach (var path in paths) System.Text.Encoding.UTF8.GetString(FixtureFiles.Read(path)).ShouldStartWith("# yaml-language-server: $schema=../../scenario.schema.json\n", Shouldly.Case.Sensitive, path);
        foreach (var protocol in ProtocolCatalog.Embedded.Protocols) ScenarioReader.Embedded(protocol.Slug).Select(scenario => scenario.Name).ShouldBeUnique();
    }

    /// <summary>
    /// Six connections of one client, half a minute on each unless the scenario ends it sooner: a login and a handshake before it, then every documented
    /// message of both sides round and round, and an order now and then.
    /// </summary>
    private static void Play(ScriptStage stage, Protocol protocol)
    {
        var messages = protocol.Frames.Where(frame => frame.Kind == DocumentedFrameKind.Message && frame.Text.StartsWith('{'))
            .Select(frame => (frame.From, frame.Text))
            .Concat(Undocumented.Where(one => one.Slug == protocol.Slug).Select(one => (one.From, one.Text)))
            .ToList();
        for (var number = 1; number <= 6; number++)
        {
            foreach (var path in (string[])[.. TokenPaths, protocol.DefaultEndpoint.Path]) Ask(stage, protocol.Slug, path, number);
            var connection = stage.Connect(number, path: protocol.DefaultEndpoint.Path, protocol: protocol.Slug);
            for (var i = 0; i < 300 && !connection.Ending.IsOver; i++)
            {
                var (from, text) = messages[i % messages.Count];
                if (from == Party.Server) connection.BuiltIn(text);
                else connection.Says(text);
                if (i % 50 == 0) Order(stage, protocol.Slug, $"{number}-{i}", connection);
                if (i % 100 == 0) connection.Script?.OnMissedPong();
                stage.Advance(100);
            }

            connection.End(connection.Ending.IsOver ? connection.Ending.Code : 1000);
            stage.Advance(1000);
        }
    }

    private static void Order(ScriptStage stage, string slug, string id, IScriptedConnection connection)
    {
        if (!stage.Host.AwaitsOrders(slug)) return;
        stage.Host.OnOrder(new OrderFacts
        {
            Protocol = slug,
            Id = id,
            Json = System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","side":"buy","amount":10}"""),
            SessionKey = "demo",
            Connections = [connection],
        });
    }

    private static void Ask(ScriptStage stage, string slug, string path, int number) => stage.Host.OnHttp(new HttpFacts
    {
        Protocols = [slug],
        Path = path,
        SessionKey = "demo",
        Connection = number,
        Request = new HttpExchange { Method = "GET", Path = path },
    });
}
