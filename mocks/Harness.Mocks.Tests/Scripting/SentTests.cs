namespace Harness.Mocks.Tests.Scripting;

/// <summary>What rules do to messages on their way out.</summary>
public class SentTests
{
    [Fact]
    public void Delay_keeps_the_order_of_everything_sent_behind_it()
    {
        var stage = new ScriptStage("  - on: sent\n    where: { slow: true }\n    do: [ { delay: 200ms } ]\n  - on: message\n    do: [ { send: scripted } ]\n");
        var connection = stage.Connect();
        connection.BuiltIn("""{"n":0}""");
        connection.BuiltIn("""{"n":1,"slow":true}""");
        connection.BuiltIn("""{"n":2}""");
        stage.Advance(100);
        connection.Says("x");
        connection.BuiltIn("""{"n":3,"slow":true}""");
        connection.BuiltInClose(1000, "bye");
        stage.Advance(1000);
        connection.BuiltIn("""{"n":4}""");
        stage.Lines.ShouldBe(
        [
            """0 c1 send {"n":0}""",
            """200 c1 send {"n":1,"slow":true}""",
            """200 c1 send {"n":2}""",
            "200 c1 send scripted",
            """300 c1 send {"n":3,"slow":true}""",
            "300 c1 close 1000 bye",
            """1100 c1 send {"n":4}""",
        ]);
    }

    [Fact]
    public void Delay_with_jitter_stays_within_it_and_in_order()
    {
        var stage = new ScriptStage("  - on: sent\n    do: [ { delay: { latency: 200ms, jitter: 50ms } } ]\n");
        var connection = stage.Connect();
        for (var i = 0; i < 50; i++)
        {
            connection.BuiltIn($"{i}");
            stage.Advance(10);
        }

        stage.Advance(1000);
        var sent = stage.Lines.Select(line => line.Split(' ')).Select(parts => (At: int.Parse(parts[0], null), N: int.Parse(parts[^1], null))).ToList();
        sent.Select(one => one.N).ShouldBe(Enumerable.Range(0, 50));
        sent.ShouldAllBe(one => one.At - (one.N * 10) >= 150 && one.At - (one.N * 10) <= 251);
        sent.Select(one => one.At - (one.N * 10)).Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Delay_beside_reorder_lets_others_overtake()
    {
        var stage = new ScriptStage("  - on: sent\n    where: 1\n    do: [ { delay: 200ms }, reorder ]\n".Replace("where: 1", "where: { n: 1 }", StringComparison.Ordinal));
        var connection = stage.Connect();
        connection.BuiltIn("""{"n":1}""");
        connection.BuiltIn("""{"n":2}""");
        stage.Advance(1000);
        stage.Lines.ShouldBe(["""0 c1 send {"n":2}""", """200 c1 send {"n":1}"""]);
    }

    [Fact]
    public void Reorder_sends_behind_the_next_messages()
    {
        var stage = new ScriptStage("  - on: sent\n    where: { n: 1 }\n    do: [ { reorder: 2 } ]\n");
        var connection = stage.Connect();
        for (var n = 1; n <= 4; n++) connection.BuiltIn($$"""{"n":{{n}}}""");
        stage.Lines.Select(line => line[^2]).ShouldBe(['2', '3', '1', '4']);
    }

    [Theory]
    [InlineData("discard")]
    [InlineData("duplicate", "send {\"a\":[1,2.50]}", "send {\"a\":[1,2.50]}")]
    [InlineData("duplicate: 2", "send {\"a\":[1,2.50]}", "send {\"a\":[1,2.50]}", "send {\"a\":[1,2.50]}")]
    [InlineData("replace: { /a/0: -1 }", "send {\"a\":[-1,2.50]}")]
    [InlineData("replace: { /a/2: 3, /b: { c: '{{message.a.[1]}}' } }", "send {\"a\":[1,2.50,3],\"b\":{\"c\":2.50}}")]
    [InlineData("truncate", "send {\"a\":[1")]
    [InlineData("truncate: 3", "send {\"a")]
    [InlineData("truncate: 0", "send ")]
    [InlineData("truncate: 999", "send {\"a\":[1,2.50]}")]
    [InlineData("corrupt: json", "send {\"a\":[1,2.50]")]
    [InlineData("corrupt: utf-8", "send {\"a\":[1\uFFFD2.50]}")]
    [InlineData("corrupt: reserved-bits", "raw C10E7B2261223A5B312C322E35305D7D")]
    [InlineData("corrupt: opcode", "raw 830E7B2261223A5B312C322E35305D7D")]
    [InlineData("corrupt: length", "raw 811E7B2261223A5B312C322E35305D7D")]
    [InlineData("fragment: 3", "raw 01047B226122" + "00053A5B312C32" + "80052E35305D7D")]
    public void Fault_changes_the_message_like_this(string fault, params string[] expected)
    {
        var stage = new ScriptStage($"  - on: sent\n    do:\n      - {fault}\n");
        stage.Connect().BuiltIn("""{"a":[1,2.50]}""");
        stage.Problems.ShouldBeEmpty();
        stage.Lines.ShouldBe(expected.Select(line => $"0 c1 {line}"));
    }

    [Fact]
    public void Corrupt_masked_sends_a_masked_frame_that_unmasks_to_the_message()
    {
        var stage = new ScriptStage("  - on: sent\n    do: [ { corrupt: masked } ]\n");
        stage.Connect().BuiltIn("hi");
        var bytes = Convert.FromHexString(stage.Lines.ShouldHaveSingleItem().Split(' ')[^1]);
        bytes[..2].ShouldBe([0x81, 0x82]);
        new[] { (byte)(bytes[6] ^ bytes[2]), (byte)(bytes[7] ^ bytes[3]) }.ShouldBe("hi"u8.ToArray());
    }

    [Fact]
    public void Fault_that_does_not_fit_the_message_leaves_it_and_says_so()
    {
        var stage = new ScriptStage("  - on: sent\n    do: [ { replace: { /a/b: 1 } } ]\n");
        var connection = stage.Connect();
        connection.BuiltIn("""{"x":1}""");
        connection.BuiltIn("no json");
        stage.Lines.ShouldBe(["""0 c1 send {"x":1}""", "0 c1 send no json"]);
        stage.Problems.ShouldBe(["test.yaml:5: replace finds nothing at /a/b of this message", "test.yaml:5: replace needs a JSON message, and this is none"]);
    }

    [Fact]
    public void Sent_other_steps_run_after_the_message_has_left()
    {
        var stage = new ScriptStage("  - on: sent\n    where: { last: true }\n    do: [ { replace: { /seen: 1 } }, { after: 1s }, { close: 1001 } ]\n");
        stage.Connect().BuiltIn("""{"last":true}""");
        stage.Advance(2000);
        stage.Lines.ShouldBe(["""0 c1 send {"last":true,"seen":1}""", "1000 c1 close 1001"]);
    }

    [Fact]
    public void Sent_rule_below_sees_what_the_one_above_made_of_the_message()
    {
        var stage = new ScriptStage(
            """
              - on: sent
                continue: true
                do: [ { replace: { /n: 2 } } ]
              - on: sent
                where: { n: 2 }
                do: [ { replace: { /seen: true } } ]
            """);
        stage.Connect().BuiltIn("""{"n":1}""");
        stage.Lines.ShouldBe(["""0 c1 send {"n":2,"seen":true}"""]);
    }

    [Fact]
    public void Sent_message_that_no_rule_wants_is_left_to_the_server()
    {
        var stage = new ScriptStage("  - on: sent\n    every: 2\n    do: [discard]\n");
        var connection = stage.Connect();
        connection.Script!.OnSent("1"u8.ToArray()).ShouldBeFalse();
        connection.Script!.OnSent("2"u8.ToArray()).ShouldBeTrue();
        connection.Script!.OnSent("3"u8.ToArray()).ShouldBeFalse();
    }
}
