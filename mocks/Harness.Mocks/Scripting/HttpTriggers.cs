using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Mocks.Scripting.Choosing;

namespace Harness.Mocks.Scripting;

/// <summary>Runs the <c>http</c> rules on a request. Nothing waits here: the verdict says how long the server shall.</summary>
internal static class HttpTriggers
{
    public static HttpVerdict Decide(IEnumerable<LoadedScenario> scenarios, HttpFacts facts)
    {
        RuleSubject? subject = null;
        var traits = new ConnectionTraits(facts.Path, facts.ClientId, facts.Connection);
        var verdict = new HttpVerdictBuilder();
        foreach (var scenario in scenarios.Where(scenario => Concerns(scenario, facts)))
        {
            foreach (var rule in scenario.RulesOn(ScenarioTrigger.Http))
            {
                if (!rule.Allows(traits)) continue;
                subject ??= RuleSubject.Of(traits, facts.SessionKey, HttpDocument.Write(facts.Request));
                if (!rule.Fires(subject)) continue;
                var context = new RunContext { SessionKey = facts.SessionKey, Name = "request", Http = verdict }.With(subject.Payload);
                new RuleRun(rule, context, scenario.Runs).Go();
                if (!rule.Rule.Continue) break;
            }
        }

        subject?.Dispose();
        return verdict.Verdict;
    }

    private static bool Concerns(LoadedScenario scenario, HttpFacts facts) => facts.Protocols.Count == 0
        ? scenario.Scenario.Protocol == Scenario.NoProtocol
        : facts.Protocols.Contains(scenario.Scenario.Protocol);
}
