namespace Harness.Mocks.Tests.Scripting;

/// <summary>Rules on time and on the end of a connection.</summary>
public class RuleTimeTests
{
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
