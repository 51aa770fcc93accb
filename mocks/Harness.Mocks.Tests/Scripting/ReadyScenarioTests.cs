using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>The scenarios that the fixtures carry.</summary>
public class ReadyScenarioTests
{
    private static readonly string[] TokenPaths = ["/auth/user/token/issue", "/api/token"];

    public static TheoryData<string, string> All =>
        [.. ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => ScenarioReader.Embedded(protocol.Slug).Select(scenario => (protocol.Slug, scenario.Name)))];

    [Theory]
    [MemberData(nameof(All))]
    public void Ready_scenario_says_what_it_provokes_and_every_rule_fires_within_two_minutes(string slug, string name)
    {
        var scenario = ScenarioReader.Embedded(slug).Single(one => one.Name == name);
        scenario.Provokes.ShouldNotBeNullOrWhiteSpace();
        scenario.Protocol.ShouldBe(slug);
        ScenarioTemplates.Check(scenario).ShouldBeEmpty();

        var stage = new ScriptStage();
        stage.Host.Add(scenario);
        Play(stage, ProtocolCatalog.Embedded.Find(slug)!);
        stage.Problems.ShouldBeEmpty();
        scenario.Rules.Where(rule => !stage.Fired.Contains(rule)).Select(rule => rule.At.Line).ShouldBeEmpty("the rules in these lines never fired");
    }

    [Fact]
    public void Ready_scenarios_have_names_of_their_own_and_offer_completion_to_editors()
    {
        var paths = ProtocolCatalog.Embedded.Protocols.SelectMany(protocol => FixtureFiles.Under($"{protocol.Slug}/scenarios", ".yaml")).ToList();
        paths.Count.ShouldBeGreaterThan(25);
        foreach (var path in paths) System.Text.Encoding.UTF8.GetString(FixtureFiles.Read(path)).ShouldStartWith("# yaml-language-server: $schema=../../scenario.schema.json\n", Shouldly.Case.Sensitive, path);
        foreach (var protocol in ProtocolCatalog.Embedded.Protocols) ScenarioReader.Embedded(protocol.Slug).Select(scenario => scenario.Name).ShouldBeUnique();
    }

    /// <summary>Four connections of one client, half a minute of traffic on each, with a login and a handshake before it.</summary>
    private static void Play(ScriptStage stage, Protocol protocol)
    {
        for (var number = 1; number <= 4; number++)
        {
            foreach (var path in (string[])[.. TokenPaths, protocol.DefaultEndpoint.Path]) Ask(stage, protocol.Slug, path, number);
            var connection = stage.Connect(number, path: protocol.DefaultEndpoint.Path, protocol: protocol.Slug);
            for (var i = 0; i < 150; i++)
            {
                connection.BuiltIn($$"""{"channel":"best-limit","symbolIsin":"IRO1FOLD0001","timestamp":"2025-11-15T11:30:00.000000","data":{"n":{{i}} } }""");
                stage.Advance(200);
            }

            connection.End();
        }
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
