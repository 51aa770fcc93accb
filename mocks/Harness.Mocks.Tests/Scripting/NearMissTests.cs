namespace Harness.Mocks.Tests.Scripting;

/// <summary>What a message that no rule matched is told.</summary>
public class NearMissTests
{
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
}
