using System.Text.Json.Nodes;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>Scenarios that come and go while connections are open.</summary>
public class RuntimeTests
{
    [Fact]
    public void Add_reaches_open_connections_with_everything_but_open()
    {
        var stage = new ScriptStage();
        var connection = stage.Connect();
        connection.Script.ShouldBeNull();
        stage.Host.Add(ScriptStage.Scenario("  - on: open\n    do: [cut]\n  - on: sent\n    do: [discard]\n  - on: timer\n    period: 1s\n    do: [ { send: tick } ]\n"));
        connection.BuiltIn("1");
        stage.Advance(1000);
        stage.Lines.ShouldBe(["1000 c1 send tick"]);
    }

    [Fact]
    public void Add_of_the_same_name_replaces_the_scenario()
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { send: old } ]\n");
        var connection = stage.Connect();
        stage.Host.Add(ScriptStage.Scenario("  - on: message\n    do: [ { send: new } ]\n"));
        connection.Says("1");
        stage.Lines.ShouldBe(["0 c1 send new"]);
        stage.Host.Scenarios.Count().ShouldBe(1);
    }

    [Fact]
    public void Remove_drops_rules_timers_and_plans()
    {
        var stage = new ScriptStage("  - on: open\n    do: [ { after: 5s }, cut ]\n  - on: timer\n    period: 1s\n    do: [ { send: tick } ]\n  - on: sent\n    do: [discard]\n");
        var connection = stage.Connect();
        stage.Host.Remove("test").ShouldBeTrue();
        stage.Host.Remove("test").ShouldBeFalse();
        connection.BuiltIn("1");
        stage.Advance(10_000);
        stage.Lines.ShouldBe(["0 c1 send 1"]);
    }

    [Fact]
    public void Memory_shows_state_and_takes_the_servers()
    {
        var stage = new ScriptStage("  - on: message\n    state: { gate: open }\n    do: [ { send: \"in\" } ]\n");
        var connection = stage.Connect();
        connection.Says("1");
        stage.Host.Memory("test")!.Set(new JsonObject { ["gate"] = "open" });
        connection.Says("1");
        stage.Lines.ShouldBe(["""0 c1 send {"echo":1}""", "0 c1 send in"]);
        stage.Host.Memory("other").ShouldBeNull();
    }

    [Fact]
    public void Clear_drops_every_scenario_and_tells_those_of_the_start()
    {
        var stage = new ScriptStage("  - on: open\n    do: [ { after: 1s }, { send: late } ]\n");
        stage.Host.Add(ScriptStage.Scenario("version: 1\nname: late\nprotocol: ht-tse\nrules:\n  - on: message\n    do: [ { send: late } ]\n"));
        var connection = stage.Connect();

        stage.Host.Clear().Select(scenario => scenario.Name).ShouldBe(["test"]);
        connection.Says("1");
        stage.Advance(2000);

        stage.Lines.ShouldBe(["""0 c1 send {"echo":1}"""]);
        stage.Host.Scenarios.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Scenario_of_the_start_that_is_removed_comes_back_with_a_reset_unless_that_was_for_good(bool forGood, int left)
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { send: start } ]\n");

        stage.Host.Remove("test", forGood).ShouldBeTrue();

        stage.Host.Clear().Count.ShouldBe(left);
    }

    [Fact]
    public void Scenario_of_the_start_that_is_replaced_for_a_while_comes_back_with_a_reset()
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { send: start } ]\n");
        var start = stage.Host.Scenarios.Single();
        stage.Host.Add(ScriptStage.Scenario("  - on: message\n    do: [ { send: changed } ]\n"));

        stage.Host.Clear().Single().ShouldBeSameAs(start);
    }

    [Fact]
    public void State_set_for_everybody_counts_on_every_session_over_what_they_remember()
    {
        var stage = new ScriptStage("version: 1\nname: test\nprotocol: ht-tse\nstate: { phase: one }\nrules:\n  - on: message\n    state: { phase: two }\n    do: [ { send: \"in\" } ]\n  - on: message\n    do: [ { set-state: { phase: mine }, scope: connection } ]\n");
        var known = stage.Connect(session: "known");
        known.Says("1");
        stage.Host.Memory("test")!.View(null).ToJsonString().ShouldBe("""{"phase":"one"}""");

        stage.Host.SetState("test", new JsonObject { ["phase"] = "two" }, sessionKey: null).ShouldBeTrue();
        known.Says("1");
        stage.Connect(session: "new").Says("1");

        stage.Lines.ShouldBe(["0 c1 send in", "0 c1 send in"]);
        stage.Host.Memory("test")!.View(null).ToJsonString().ShouldBe("""{"phase":"two"}""");
        stage.Host.SetState("other", [], sessionKey: null).ShouldBeFalse();
    }

    [Fact]
    public void State_set_for_one_session_leaves_the_others_alone()
    {
        var stage = new ScriptStage("version: 1\nname: test\nprotocol: ht-tse\nstate: { phase: one }\nrules:\n  - on: message\n    state: { phase: two }\n    do: [ { send: \"in\" } ]\n");

        stage.Host.SetState("test", new JsonObject { ["phase"] = "two" }, "a");
        stage.Connect(session: "b").Says("1");
        stage.Connect(session: "a").Says("2");

        stage.Lines.ShouldBe(["""0 c1 send {"echo":1}""", "0 c1 send in"]);
    }
}
