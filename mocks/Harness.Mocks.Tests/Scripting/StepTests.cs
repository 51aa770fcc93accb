using Harness.Fixtures.Yaml;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>What steps do.</summary>
public class StepTests
{
    [Theory]
    [InlineData("send: { a: 1, b: [x] }", """send {"a":1,"b":["x"]}""")]
    [InlineData("send: 'as it stands, {not json'", "send as it stands, {not json")]
    [InlineData("close", "close 1000")]
    [InlineData("close: 4001", "close 4001")]
    [InlineData("close: { code: null }", "close")]
    [InlineData("close: { frame: false }", "cut")]
    [InlineData("cut", "cut")]
    [InlineData("reset", "reset")]
    [InlineData("expire-token", "expire-token")]
    [InlineData("revoke-token", "revoke-token")]
    [InlineData("throttle: 2kB/s", "throttle 2000")]
    [InlineData("throttle: off", "throttle")]
    [InlineData("withhold-pong", "withhold-pong")]
    [InlineData("withhold-pong: { late: 15s }", "withhold-pong 15")]
    [InlineData("stall", "stall")]
    public void Step_does_this_to_the_connection(string step, string expected)
    {
        var stage = new ScriptStage($"  - on: open\n    do:\n      - {step}\n");
        stage.Connect();
        stage.Lines.ShouldBe([$"0 c1 {expected}"]);
        stage.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Send_binary_decodes_base64()
    {
        var stage = new ScriptStage("  - on: open\n    do:\n      - send: AAEC/w==\n        binary: true\n");
        stage.Connect();
        stage.Lines.ShouldBe(["0 c1 binary 000102FF"]);
    }

    [Fact]
    public void Stall_for_a_time_resumes()
    {
        var stage = new ScriptStage("  - on: open\n    do: [ { stall: 5s } ]\n");
        stage.Connect();
        stage.Advance(6000);
        stage.Lines.ShouldBe(["0 c1 stall", "5000 c1 resume"]);
    }

    [Fact]
    public void Push_sends_all_rounds_with_the_pause_between_them()
    {
        var stage = new ScriptStage("  - on: open\n    do:\n      - push: { messages: [ { n: \"{{index}}\" }, tock ], count: 2, every: 10ms }\n      - send: done\n");
        stage.Connect();
        stage.Advance(1000);
        stage.Lines.ShouldBe(["""0 c1 send {"n":0}""", "10 c1 send tock", """20 c1 send {"n":2}""", "30 c1 send tock", "30 c1 send done"]);
    }

    [Fact]
    public void Goto_loops_with_a_pace()
    {
        var stage = new ScriptStage("  - on: open\n    id: beat\n    do: [ { send: beat }, { after: 1s }, { goto: beat } ]\n");
        stage.Connect();
        stage.Advance(2500);
        stage.Lines.ShouldBe(["0 c1 send beat", "1000 c1 send beat", "2000 c1 send beat"]);
    }

    [Fact]
    public void Goto_without_a_pace_is_stopped_and_says_where()
    {
        var stage = new ScriptStage("  - on: message\n    id: loop\n    do:\n      - set-state: { n: 1 }\n      - goto: loop\n");
        var connection = stage.Connect();
        connection.Says("1");
        stage.Problems.ShouldHaveSingleItem().ShouldBe("test.yaml:8: stopped: more than 10000 steps within a second; an 'after' in the loop gives it a pace");
        connection.Says("2");
        stage.Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void Push_of_more_than_the_limit_at_once_is_stopped()
    {
        var stage = new ScriptStage("  - on: open\n    do:\n      - push: { messages: [x], count: 20000 }\n");
        stage.Connect();
        stage.Lines.Count.ShouldBe(10_000);
        stage.Problems.Count.ShouldBe(1);
    }

    [Fact]
    public void Step_that_the_transport_cannot_do_is_a_problem_and_the_rest_goes_on()
    {
        var stage = new ScriptStage("  - on: open\n    do: [ stall, { send: on } ]\n");
        var connection = new StagedConnection(stage, "c1") { Number = 1, SessionKey = "demo", Path = "/", Protocol = "ht-tse", HasWire = false };
        stage.Host.Attach(connection)!.Opened();
        stage.Lines.ShouldBe(["0 c1 send on"]);
        stage.Problems.ShouldHaveSingleItem().ShouldBe("test.yaml:6: stall is not possible here: this host (Microsoft.AspNetCore.TestHost) carries whole messages and close frames, and no connection whose bytes could be touched; start the mock on a port or in process for it");
    }

    [Theory]
    [InlineData("{{message.id}}", """{"v":5}""")]
    [InlineData("{{ message.id }}", """{"v":5}""")]
    [InlineData("id {{message.id}}", """{"v":"id 5"}""")]
    [InlineData("{{message.price}}", """{"v":10000.0}""")]
    [InlineData("{{message.tags}}", """{"v":["a","b"]}""")]
    [InlineData("{{message.tags.[1]}}", """{"v":"b"}""")]
    [InlineData("{{message.flag}}", """{"v":true}""")]
    [InlineData("{{message.text}}", """{"v":"<\"é\">"}""")]
    [InlineData("{{message.digits}}", """{"v":"7"}""")]
    [InlineData("{{message.nothing.at.all}}", """{"v":null}""")]
    [InlineData("{{connection.number}}", """{"v":1}""")]
    [InlineData("{{add message.id 1}}", """{"v":6}""")]
    [InlineData("{{subtract message.price 0.5}}", """{"v":9999.5}""")]
    [InlineData("{{unix}}", """{"v":1763193600}""")]
    [InlineData("{{unix-ms}}", """{"v":1763193600000}""")]
    [InlineData("{{now}}", """{"v":"2025-11-15T08:00:00.000Z"}""")]
    [InlineData("{{now \"yyyy-MM-dd\"}}", """{"v":"2025-11-15"}""")]
    [InlineData("{{#if message.flag}}yes{{else}}no{{/if}}", """{"v":"yes"}""")]
    [InlineData("{{#each message.tags}}{{this}};{{/each}}", """{"v":"a;b;"}""")]
    [InlineData("{{json message.tags}}", """{"v":["a","b"]}""")]
    public void Template_gives_this_value(string template, string expected)
    {
        var stage = new ScriptStage($"  - on: message\n    do:\n      - send: {{ v: '{template}' }}\n");
        stage.Connect().Says("""{"id":5,"price":10000.0,"tags":["a","b"],"flag":true,"text":"<\"é\">","digits":"7"}""");
        stage.Problems.ShouldBeEmpty();
        stage.Lines.ShouldBe([$"0 c1 send {expected}"]);
    }

    [Fact]
    public void Template_in_bare_text_is_filled_in_as_it_stands()
    {
        var stage = new ScriptStage("  - on: message\n    do:\n      - send: '{\"echo\": {{message.id}} , \"broken\": '\n");
        stage.Connect().Says("""{"id":5}""");
        stage.Lines.ShouldBe(["""0 c1 send {"echo": 5 , "broken": """.TrimEnd('\n')]);
    }

    [Fact]
    public void Template_chance_comes_from_the_seed()
    {
        const string rules = "  - on: open\n    do:\n      - send: '{{random-int 1 1000}} {{random-number 1 2 3}} {{random-of \"a\" \"b\"}} {{uuid}} {{fake \"name.firstName\"}}'\n";
        var lines = Enumerable.Range(0, 2).Select(_ =>
        {
            var stage = new ScriptStage(rules);
            stage.Connect();
            return stage.Lines.ShouldHaveSingleItem();
        }).ToArray();
        lines[0].ShouldBe(lines[1]);
        lines[0].ShouldMatch(@"^0 c1 send \d{1,4} 1\.\d{1,3} [ab] [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} [A-Z]\w+$");
    }

    [Theory]
    [InlineData("{{fake \"date.past\"}}", "fake makes no dates")]
    [InlineData("{{random-int 5 1}}", "random-int expects the lower number first")]
    [InlineData("{{add \"x\" 1}}", "expected a number, but was")]
    [InlineData("{{fake \"no.such\"}}", "cannot be filled in")]
    public void Template_that_cannot_be_filled_in_is_a_problem_at_its_step(string template, string expected)
    {
        var stage = new ScriptStage($"  - on: open\n    do:\n      - send: '{template}'\n      - send: on\n");
        stage.Connect();
        stage.Problems.ShouldHaveSingleItem().ShouldStartWith("test.yaml:7: ");
        stage.Problems[0].ShouldContain(expected);
        stage.Lines.ShouldBe(["0 c1 send on"]);
    }

    [Theory]
    [InlineData("{{#if state.x}}never closed", "template {{#if state.x}}: expected {{/if}} after it")]
    [InlineData("{{frobnicate 1}}", "template {{frobnicate 1}}: there is no helper 'frobnicate'")]
    public void Template_that_is_broken_refuses_the_scenario_at_its_place(string template, string told)
    {
        var error = Should.Throw<LocatedException>(() => new ScriptStage($"  - on: open\n    do:\n      - log: fine\n      - send: {{ a: '{template}' }}\n")).Errors.ShouldHaveSingleItem();
        (error.Line, error.Column).ShouldBe((8, 21));
        error.Message.ShouldStartWith(told);
    }

    [Theory]
    [InlineData("""{"v":1e99999999999999999999}""")]
    [InlineData("""{"v":"\ud800"}""")]
    [InlineData("""{"v":1,"v":2}""")]
    [InlineData("not json")]
    [InlineData("")]
    public void Strange_message_harms_nobody(string message)
    {
        var stage = new ScriptStage("  - on: message\n    continue: true\n    where: { v: 1 }\n    do: [ { send: { v: 1 } } ]\n  - on: message\n    do: [ { replace: { /w: 1 } }, { set-state: { v: \"{{message.v}}\" } }, { send: { v: \"{{message.v}}\" } }, { send: on } ]\n");
        var connection = stage.Connect();
        connection.Says(message);
        connection.Says("1");
        stage.Lines.Last().ShouldBe("0 c1 send on");
    }

    [Fact]
    public void Log_is_a_template_too()
    {
        var stage = new ScriptStage("  - on: message\n    do: [ { log: \"got {{message.id}}\" }, pass ]\n");
        stage.Connect().Says("""{"id":5}""");
        stage.Logs.ShouldBe(["got 5"]);
    }
}
