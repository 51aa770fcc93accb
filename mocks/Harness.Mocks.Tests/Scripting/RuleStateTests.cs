namespace Harness.Mocks.Tests.Scripting;

/// <summary>What rules remember: how often they fired, state of a session, a connection, the server; and chance.</summary>
public class RuleStateTests
{
    [Fact]
    public void Every_and_times_count_matches_in_one_session_across_its_connections()
    {
        var stage = new ScriptStage("  - on: message\n    where: { n: { exists: true } }\n    every: 3\n    times: 2\n    do: [ { send: hit } ]\n");
        var first = stage.Connect(1);
        var other = stage.Connect(7, session: "other");
        first.Says("""{"n":1}""");
        first.Says("""{"x":1}""");
        first.Says("""{"n":2}""");
        var second = stage.Connect(2);
        second.Says("""{"n":3}""");
        other.Says("""{"n":1}""");
        for (var n = 4; n <= 12; n++) second.Says($$"""{"n":{{n}}}""");
        stage.Lines.Where(line => line.EndsWith("hit", StringComparison.Ordinal)).ShouldBe(["0 c2 send hit", "0 c2 send hit"]);
        stage.Lines.Last().ShouldBe("""0 c2 send {"echo":{"n":12}}""");
    }

    [Fact]
    public void Toxicity_draws_from_the_seed_and_gives_the_same_twice()
    {
        var runs = Enumerable.Range(0, 2).Select(_ =>
        {
            var stage = new ScriptStage("  - on: sent\n    toxicity: 0.3\n    do: [discard]\n");
            var connection = stage.Connect();
            for (var i = 0; i < 1000; i++) connection.BuiltIn($"{i}");
            return stage.Lines;
        }).ToArray();
        runs[0].Count.ShouldBeInRange(650, 750);
        runs[0].ShouldBe(runs[1]);
    }

    [Fact]
    public void State_condition_and_set_state_survive_a_reconnect()
    {
        var stage = new ScriptStage(
            """
              - on: message
                where: { action: subscribe }
                do: [ { set-state: { phase: live, symbol: "{{message.symbol}}" } }, pass ]
              - on: open
                state: { phase: live }
                do: [ { send: { again: "{{state.symbol}}" } } ]
            """);
        stage.Connect(1).Says("""{"action":"subscribe","symbol":"GOLD"}""");
        stage.Connect(2);
        stage.Connect(1, session: "other");
        stage.Lines.ShouldBe(["""0 c1 send {"echo":{"action":"subscribe","symbol":"GOLD"}}""", """0 c2 send {"again":"GOLD"}"""]);
    }

    [Fact]
    public void State_of_a_connection_ends_with_it_and_the_servers_is_shared()
    {
        var stage = new ScriptStage(
            """
              - on: message
                do:
                  - set-state: { mine: "{{add state.mine 1}}" }
                    scope: connection
                  - set-state: { ours: "{{add state.ours 1}}" }
                    scope: server
                  - send: { mine: "{{state.mine}}", ours: "{{state.ours}}" }
            """);
        var first = stage.Connect(1);
        first.Says("1");
        first.Says("1");
        stage.Connect(2).Says("1");
        stage.Connect(1, session: "other").Says("1");
        stage.Lines.Select(line => line.Split(' ')[^1]).ShouldBe(["""{"mine":1,"ours":1}""", """{"mine":2,"ours":2}""", """{"mine":1,"ours":3}""", """{"mine":1,"ours":4}"""]);
    }

    [Fact]
    public void Session_that_changes_its_key_at_login_keeps_its_state()
    {
        var stage = new ScriptStage("  - on: open\n    do: [ { set-state: { seen: 1 } } ]\n  - on: message\n    do: [ { send: \"{{state.seen}}\" } ]\n");
        var connection = stage.Connect(session: "127.0.0.1 /ws");
        connection.SessionKey = "demo-key";
        stage.Host.Refresh(connection);
        connection.Says("1");
        stage.Lines.ShouldBe(["0 c1 send 1"]);
    }

    [Fact]
    public void State_that_grows_without_end_is_stopped()
    {
        var stage = new ScriptStage("  - on: message\n    id: grow\n    do: [ { set-state: { text: \"{{state.text}}{{state.text}}x\" } }, { goto: grow } ]\n");
        stage.Connect().Says("1");
        stage.Problems.ShouldContain("test.yaml:7: set-state would make the state larger than 1048576 bytes");
        stage.Host.Memory("test")!.Sessions["demo"].State.ToJsonString().Length.ShouldBeLessThan(1024 * 1024);
    }
}
