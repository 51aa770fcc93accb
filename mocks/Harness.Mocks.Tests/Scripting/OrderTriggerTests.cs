using System.Text;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Tests.Scripting;

public class OrderTriggerTests
{
    private const string Head = "version: 1\nname: test\nprotocol: virtuoso\nrules:\n";

    [Fact]
    public void Third_order_is_acknowledged_partly_filled_cancelled_and_the_socket_cut()
    {
        var stage = new ScriptStage(Head +
            """
              - on: order
                every: 3
                times: 1
                do:
                  - acknowledge
                  - after: 2s
                  - partial-fill: 40%
                  - cancel-order
                  - cut
            """);
        var connection = stage.Connect(protocol: "virtuoso");
        for (var id = 1; id <= 6; id++) Place(stage, id, connection).ShouldBe(id == 3);
        stage.Advance(3000);
        stage.Lines.ShouldBe(["0 order 3 acknowledge", "2000 order 3 fill quantity= percent=40 price=", "2000 order 3 cancel", "2000 c1 cut"]);
    }

    [Theory]
    [InlineData("pass", "pass")]
    [InlineData("acknowledge", "acknowledge")]
    [InlineData("fill", "fill quantity= percent= price=")]
    [InlineData("fill: { price: 101.5 }", "fill quantity= percent= price=101.5")]
    [InlineData("partial-fill: 0.25", "fill quantity=0.25 percent= price=")]
    [InlineData("partial-fill: { quantity: 12.5%, price: 7 }", "fill quantity= percent=12.5 price=7")]
    [InlineData("reject-order", "reject ''")]
    [InlineData("reject-order: no margin", "reject 'no margin'")]
    [InlineData("reject-order: { reason: 'not {{order.side}}' }", "reject 'not buy'")]
    [InlineData("cancel-order", "cancel")]
    public void Order_step_does_this_to_the_order_that_came(string step, string expected)
    {
        var stage = new ScriptStage(Head + $"  - on: order\n    where: {{ side: buy, amount: {{ gte: 1 }} }}\n    do:\n      - {step}\n");
        Place(stage, 5).ShouldBeTrue();
        stage.Problems.ShouldBeEmpty();
        stage.Lines.ShouldBe([$"0 order 5 {expected}"]);
    }

    [Fact]
    public void Order_that_no_rule_wants_is_left_to_the_book()
    {
        var stage = new ScriptStage(Head + "  - on: order\n    where: { side: sell }\n    do: [fill]\n");
        stage.Host.AwaitsOrders("virtuoso").ShouldBeTrue();
        stage.Host.AwaitsOrders("airalgo").ShouldBeFalse();
        Place(stage, 1).ShouldBeFalse();
    }

    [Fact]
    public void Order_steps_name_another_order_by_template_and_report_what_fails()
    {
        var stage = new ScriptStage(Head + "  - on: order\n    do:\n      - set-state: { last: \"{{order.id}}\" }\n      - fill: { order: \"{{state.last}}\" }\n      - cancel-order: { order: gone }\n");
        Place(stage, 8);
        stage.Lines.ShouldBe(["0 order 8 fill quantity= percent= price="]);
        stage.Problems.ShouldBe(["test.yaml:9: there is no order gone"]);
    }

    [Fact]
    public void Place_order_fills_templates_and_names_the_protocol()
    {
        var stage = new ScriptStage(Head + "  - on: open\n    do:\n      - place-order: { instrument: BTCUSDT, side: buy, type: limit, amount: \"{{add 1 1}}\", price: 100.50 }\n");
        stage.Connect(protocol: "virtuoso");
        stage.Lines.ShouldBe(["""0 place {"instrument":"BTCUSDT","side":"buy","type":"limit","amount":2,"price":100.50,"protocol":"virtuoso"}"""]);
    }

    [Fact]
    public void Order_rule_that_places_orders_is_stopped()
    {
        var stage = new ScriptStage(Head + "  - on: order\n    do:\n      - place-order: { instrument: BTCUSDT, side: buy, amount: 1 }\n");
        stage.Orders.Placed = (id, _) => Place(stage, id);
        Place(stage, 0);
        stage.Problems.ShouldHaveSingleItem().ShouldBe("test.yaml:7: stopped: the rule sets itself off again and again");
    }

    [Fact]
    public void Order_run_goes_on_after_its_connection_has_ended()
    {
        var stage = new ScriptStage(Head + "  - on: order\n    do: [ { after: 1s }, fill ]\n");
        var connection = stage.Connect(protocol: "virtuoso");
        Place(stage, 1, connection);
        connection.End();
        stage.Advance(2000);
        stage.Lines.ShouldBe(["1000 order 1 fill quantity= percent= price="]);
    }

    [Fact]
    public void Missed_pong_rule_stands_in_for_the_built_in_consequence()
    {
        var stage = new ScriptStage(Head + "  - on: missed-pong\n    times: 1\n    do: [ { send: { event: ping } } ]\n");
        var connection = stage.Connect(protocol: "virtuoso");
        connection.Script!.OnMissedPong().ShouldBeTrue();
        connection.Script!.OnMissedPong().ShouldBeFalse();
        stage.Lines.ShouldBe(["""0 c1 send {"event":"ping"}"""]);
    }

    private static bool Place(ScriptStage stage, int id, params IScriptedConnection[] connections) => stage.Host.OnOrder(new OrderFacts
    {
        Protocol = "virtuoso",
        Id = $"{id}",
        Json = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","side":"buy","amount":10,"price":100}"""),
        SessionKey = "demo-key",
        Connections = connections,
    });
}
