using Harness.Fixtures.Scenarios;
using Harness.Mocks.Scripting.Choosing;

namespace Harness.Mocks.Scripting;

/// <summary>Runs the <c>order</c> rules on an order that was placed.</summary>
internal static class OrderTriggers
{
    public static bool Run(IEnumerable<LoadedScenario> scenarios, OrderFacts order)
    {
        var first = order.Connections.Count > 0 ? order.Connections[0] : null;
        var any = false;
        foreach (var scenario in scenarios.Where(scenario => scenario.Scenario.Protocol == order.Protocol).ToList())
        {
            using var subject = Subject(order, first);
            foreach (var rule in scenario.RulesOn(ScenarioTrigger.Order))
            {
                if (!rule.Allows(subject.Traits) || !rule.Fires(subject)) continue;
                any = true;
                new RuleRun(rule, Context(order), scenario.Runs).Go();
                if (!rule.Rule.Continue) break;
            }
        }

        return any;
    }

    private static RunContext Context(OrderFacts order) => new RunContext
    {
        Connections = order.Connections,
        SessionKey = order.SessionKey,
        Name = "order",
        OrderId = order.Id,
    }.With(order.Json);

    private static RuleSubject Subject(OrderFacts order, IScriptedConnection? first) =>
        RuleSubject.Of(new ConnectionTraits(first?.Path ?? "", first?.ClientId, first?.Number), order.SessionKey, order.Json);
}
