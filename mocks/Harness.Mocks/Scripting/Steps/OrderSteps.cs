using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Steps;

internal sealed class PlaceOrderStep(ContentTemplate order) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var orders = run.Scenario.Settings.Orders ?? throw new NotSupportedException("place-order finds no protocol that takes orders here");
        var placed = JsonObject.Create(order.Element(run.Model()))!;
        placed.TryAdd("protocol", run.Scenario.Scenario.Protocol);
        OrderStep.Report(run, orders.Place(JsonSerializer.SerializeToElement(placed, ScriptJson.Default.JsonObject)));
        return StepOutcome.Next;
    }
}

/// <summary>One word to one order: the one that set the rule off, or the one that a template names.</summary>
internal sealed class OrderStep(TextTemplate? order, Func<IScriptedOrders, string, TemplateModel, string?> steer) : IScriptStep
{
    public StepOutcome Run(RuleRun run)
    {
        var orders = run.Scenario.Settings.Orders ?? throw new NotSupportedException("no protocol takes orders here");
        var model = run.Model();
        var id = order?.Render(model) ?? run.Context.OrderId ?? throw new NotSupportedException("no order set this rule off, and the step names none");
        Report(run, steer(orders, id, model));
        return StepOutcome.Next;
    }

    public static void Report(RuleRun run, string? problem)
    {
        if (problem is not null) run.Problem(problem);
    }
}
