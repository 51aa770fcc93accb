namespace Harness.Mocks.Tests.Scripting;

/// <summary>When rules fire.</summary>
public class RuleTests
{
    [Fact]
    public void Attach_connection_that_no_rule_concerns_gets_no_script()
    {
        var stage = new ScriptStage(
            """
              - on: open
                path: /data-engine/*
                do: [cut]
              - on: http
                do: [cut]
            """);
        stage.Connect().Script.ShouldBeNull();
        stage.Connect(path: "/data-engine/x").Script.ShouldNotBeNull();
        stage.Connect(path: "/data-engine/x", protocol: "virtuoso").Script.ShouldBeNull();
    }

    [Fact]
    public void Open_runs_after_the_greeting_and_sent_sees_the_greeting()
    {
        var stage = new ScriptStage(
            """
              - on: open
                do: [ { send: { hello: 2 } } ]
              - on: sent
                where: { hello: 1 }
                do: [ { replace: { /seen: true } } ]
            """);
        stage.Connect(greeting: """{"hello":1}""");
        stage.Lines.ShouldBe(["""0 c1 send {"hello":1,"seen":true}""", """0 c1 send {"hello":2}"""]);
    }

    [Fact]
    public void Open_on_the_first_connection_only_leaves_the_second_alone()
    {
        var stage = new ScriptStage("  - on: open\n    connection: 1\n    do: [ { after: 3s }, { close: { code: 1008, reason: expired token } } ]\n");
        stage.Connect(1);
        stage.Connect(2);
        stage.Advance(10_000);
        stage.Lines.ShouldBe(["3000 c1 close 1008 expired token"]);
    }

    [Theory]
    [InlineData("connection: [2, 4]", "2 4")]
    [InlineData("connection: { gte: 3 }", "3 4")]
    [InlineData("client-id: load-*", "2 3")]
    [InlineData("client-id: { matches: '3$' }", "3")]
    [InlineData("path: /data-engine/tse-ifb/live/data/websocket/symbol/isin", "1 3")]
    [InlineData("path: { in: [/data-engine/tse-ifb/live/data/websocket/symbol/name] }", "2 4")]
    public void Open_condition_picks_these_connections(string condition, string expected)
    {
        var stage = new ScriptStage($"  - on: open\n    {condition}\n    do: [cut]\n");
        for (var number = 1; number <= 4; number++) stage.Connect(number, path: $"/data-engine/tse-ifb/live/data/websocket/symbol/{(number % 2 == 1 ? "isin" : "name")}", clientId: number is 2 or 3 ? $"load-{number}" : null);
        string.Join(' ', stage.Lines.Select(line => line.Split(' ')[1][1..])).ShouldBe(expected);
    }

    [Fact]
    public void Sent_symbol_condition_follows_the_subscription()
    {
        var stage = new ScriptStage("  - on: sent\n    symbol: IRO1FOLD0001\n    do: [discard]\n");
        var connection = stage.Connect();
        connection.BuiltIn("1");
        connection.Symbols.Add("IRO1FOLD0001");
        connection.BuiltIn("2");
        connection.Symbols.Clear();
        connection.BuiltIn("3");
        stage.Lines.ShouldBe(["0 c1 send 1", "0 c1 send 3"]);
    }

    [Fact]
    public void Message_first_match_wins_and_replaces_the_built_in_answer()
    {
        var stage = new ScriptStage(
            """
              - on: message
                where: { action: ping }
                do: [ { send: { pong: 1 } } ]
              - on: message
                where: { action: ping, more: true }
                do: [ { send: never } ]
            """);
        var connection = stage.Connect();
        connection.Says("""{"action":"ping","more":true}""");
        connection.Says("""{"action":"other"}""");
        stage.Lines.ShouldBe(["""0 c1 send {"pong":1}""", """0 c1 send {"echo":{"action":"other"}}"""]);
    }

    [Fact]
    public void Message_continue_tries_the_rules_below_as_well()
    {
        var stage = new ScriptStage(
            """
              - on: message
                continue: true
                do: [ { send: first } ]
              - on: message
                do: [ { send: second } ]
              - on: message
                do: [ { send: third } ]
            """);
        stage.Connect().Says("{}");
        stage.Lines.ShouldBe(["0 c1 send first", "0 c1 send second"]);
    }

    [Fact]
    public void Message_pass_answers_in_its_place_and_later_if_told_so()
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { send: before }, { after: 200ms }, pass, { send: behind } ]\n");
        stage.Connect().Says("""{"id":1}""");
        stage.Advance(1000);
        stage.Lines.ShouldBe(["0 c1 send before", """200 c1 send {"echo":{"id":1}}""", "200 c1 send behind"]);
    }

    [Fact]
    public void Message_replace_changes_what_the_built_in_behaviour_gets()
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { replace: { /id: 2 } }, pass ]\n");
        stage.Connect().Says("""{"id":1}""");
        stage.Lines.ShouldBe(["""0 c1 send {"echo":{"id":2}}"""]);
    }

    [Fact]
    public void Message_discard_ignores_the_message()
    {
        var stage = new ScriptStage("  - on: message\n    where: { id: 1 }\n    do: [discard, pass, { log: ignored }]\n");
        var connection = stage.Connect();
        connection.Says("""{"id":1}""");
        stage.Lines.ShouldBeEmpty();
        stage.Logs.ShouldBe(["ignored"]);
    }

    [Fact]
    public void Message_binary_matches_rules_without_where_only()
    {
        var stage = new ScriptStage("  - on: message\n    where: { a: 1 }\n    do: [ { send: no } ]\n  - on: message\n    do: [ { send: any }, pass ]\n");
        stage.Connect().Says("\u0001\u0002", isBinary: true);
        stage.Lines.ShouldBe(["0 c1 send any", """0 c1 send {"bytes":2}"""]);
    }

    [Fact]
    public void Message_what_pass_sends_is_seen_by_sent_and_what_a_scenario_sends_is_not()
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { send: { mine: 1 } }, pass ]\n  - on: sent\n    do: [ { replace: { /seen: true } } ]\n");
        stage.Connect().Says("1");
        stage.Lines.ShouldBe(["""0 c1 send {"mine":1}""", """0 c1 send {"echo":1,"seen":true}"""]);
    }

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
    public void Scenarios_stand_side_by_side_and_each_takes_its_own_first_match()
    {
        const string head = "version: 1\nprotocol: ht-tse\nname: ";
        var stage = new ScriptStage(
            head + "a\nrules:\n  - { on: sent, do: [ { replace: { /a: 1 } } ] }\n  - { on: sent, do: [discard] }\n",
            head + "b\nrules:\n  - { on: sent, do: [ { replace: { /b: 2 } } ] }\n");
        stage.Connect().BuiltIn("{}");
        stage.Lines.ShouldBe(["""0 c1 send {"a":1,"b":2}"""]);
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
    public void Near_miss_names_the_closest_rule_and_the_first_difference()
    {
        var stage = new ScriptStage(
            """
              - on: message
                where: { action: ping }
                do: [ { send: pong } ]
              - on: message
                where: { action: subscribe, channel: orders }
                do: [ { send: ok } ]
            """);
        var connection = stage.Connect();
        connection.Says("""{"action":"subscribe","channel":"trades"}""");
        connection.Says("hello");
        stage.NearMisses.ShouldBe(
        [
            "closest is rule 2 of 'test' (test.yaml:8): where /channel expected \"orders\", but was \"trades\"",
            "closest is rule 1 of 'test' (test.yaml:5): where expected an object with action, but was \"hello\"",
        ]);
    }

    [Theory]
    [InlineData("times: 1", "times expected at most 1 in a session, but was one more")]
    [InlineData("every: 3", "every expected match number 3, but was number 2")]
    [InlineData("toxicity: 0", "toxicity expected luck, at a chance of 0, but was none")]
    [InlineData("connection: { gt: 1 }", "connection expected a number above 1, but was 1")]
    [InlineData("client-id: me", "client-id expected \"me\", but was missing")]
    [InlineData("symbol: IRO1FOLD0001", "symbol expected a connection that is subscribed to IRO1FOLD0001, but was one that is not")]
    [InlineData("state: { phase: two }", "state /phase expected \"two\", but was missing")]
    public void Near_miss_says_which_condition_held_the_rule_back(string condition, string expected)
    {
        var stage = new ScriptStage($"  - on: message\n    {condition}\n    where: {{ id: 1 }}\n    do: [cut]\n  - on: open\n    do: [ {{ log: here }} ]\n");
        var connection = stage.Connect();
        connection.Says("""{"id":1}""");
        connection.Says("""{"id":1}""");
        stage.NearMisses.Last().ShouldBe($"closest is rule 1 of 'test' (test.yaml:5): {expected}");
    }

    [Fact]
    public void Near_misses_of_one_kind_are_news_once()
    {
        var stage = new ScriptStage("  - on: message\n    where: { action: ping, id: 1 }\n    do: [ { send: pong } ]\n");
        var connection = stage.Connect();
        connection.Says("""{"action":"subscribe","id":1}""");
        connection.Says("""{"action":"order","id":1}""");
        connection.Says("""{"action":"ping","id":2}""");
        stage.NearMisses.Count.ShouldBe(3);
        stage.NewMisses.ShouldBe([stage.NearMisses[0], stage.NearMisses[2]]);
        stage.Host.Add(stage.Host.Scenarios.Single());
        connection.Says("""{"action":"order","id":1}""");
        stage.NewMisses.Count.ShouldBe(3, "a scenario that was loaded again tells again");
    }

    [Fact]
    public void Near_miss_is_not_looked_for_where_no_rule_on_messages_can_concern_the_connection()
    {
        var stage = new ScriptStage("  - on: message\n    path: /data-engine/tse-ifb/live/data/websocket/symbol/name\n    do: [cut]\n  - on: sent\n    do: [ { log: seen } ]\n");
        stage.Connect().Says("1");
        stage.Logs.ShouldBe(["seen"]);
        stage.NearMisses.ShouldBeEmpty();
    }

    [Fact]
    public void Rule_that_changes_a_message_lets_the_rules_below_choose_by_what_became_of_it()
    {
        var stage = new ScriptStage(
            """
              - on: sent
                where: { kind: a }
                continue: true
                do: [ { replace: { /kind: b } } ]
              - on: sent
                where: { kind: a }
                do: [ discard ]
              - on: sent
                where: { kind: b }
                do: [ { replace: { /seen: true } } ]
            """);
        stage.Connect().BuiltIn("""{"kind":"a"}""");
        stage.Lines.ShouldBe(["""0 c1 send {"kind":"b","seen":true}"""]);
    }

    [Fact]
    public void State_that_grows_without_end_is_stopped()
    {
        var stage = new ScriptStage("  - on: message\n    id: grow\n    do: [ { set-state: { text: \"{{state.text}}{{state.text}}x\" } }, { goto: grow } ]\n");
        stage.Connect().Says("1");
        stage.Problems.ShouldContain("test.yaml:7: set-state would make the state larger than 1048576 bytes");
        stage.Host.Memory("test")!.Sessions["demo"].State.ToJsonString().Length.ShouldBeLessThan(1024 * 1024);
    }

    [Fact]
    public void Timer_fires_at_whole_periods_until_the_connection_ends()
    {
        var stage = new ScriptStage("  - on: timer\n    period: 1s\n    do: [ { send: tick } ]\n");
        var connection = stage.Connect();
        stage.Advance(2500);
        connection.End();
        stage.Advance(5000);
        stage.Lines.ShouldBe(["1000 c1 send tick", "2000 c1 send tick"]);
    }

    [Fact]
    public void Idle_fires_once_in_each_silence()
    {
        var stage = new ScriptStage("  - on: idle\n    for: 30s\n    do: [ { log: silence } ]\n");
        var connection = stage.Connect();
        stage.Advance(29_000);
        connection.Says("1");
        stage.Advance(29_000);
        stage.Logs.ShouldBeEmpty();
        connection.BuiltIn("2");
        stage.Advance(30_000);
        stage.Logs.Count.ShouldBe(1);
        stage.Advance(29_000);
        stage.Logs.Count.ShouldBe(1);
        stage.Advance(1_000);
        stage.Logs.Count.ShouldBe(2);
    }

    [Fact]
    public void Close_runs_with_code_and_side_and_outlives_the_connection()
    {
        var stage = new ScriptStage("  - on: close\n    where: { code: 1001, by: client }\n    do: [ { after: 1s }, { log: \"gone with {{close.code}}\" } ]\n");
        stage.Connect(1).End(1000);
        stage.Connect(2).End(1001);
        stage.Advance(1000);
        stage.Logs.ShouldBe(["gone with 1001"]);
    }

    [Fact]
    public void Steps_planned_on_a_connection_end_with_it()
    {
        var stage = new ScriptStage("  - on: open\n    do: [ { after: 1s }, { send: late } ]\n");
        var connection = stage.Connect();
        connection.End();
        stage.Advance(2000);
        stage.Lines.ShouldBeEmpty();
    }
}
