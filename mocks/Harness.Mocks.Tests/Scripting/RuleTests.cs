namespace Harness.Mocks.Tests.Scripting;

/// <summary>Which rule fires, and what it makes of a message.</summary>
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
}
