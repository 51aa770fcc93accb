using System.Globalization;
using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;

namespace Harness.Mocks.Scripting;

/// <summary>Finds the rule that came nearest to firing. All are counted, and only the nearest is put into words.</summary>
internal static class NearestRule
{
    public static (CompiledRule Rule, NearMiss Miss)? Find(IReadOnlyList<LoadedScenario> scenarios, ScenarioTrigger trigger, RuleSubject subject)
    {
        CompiledRule? nearest = null;
        var most = -1;
        foreach (var scenario in scenarios)
        {
            foreach (var rule in scenario.RulesOn(trigger))
            {
                var holds = Holding(rule, subject);
                if (holds <= most) continue;
                (nearest, most) = (rule, holds);
            }
        }

        return nearest is null ? null : (nearest, Explain(nearest, subject));
    }

    /// <summary>How many single conditions hold; more than any sum where all of them do and the rule abstained.</summary>
    private static int Holding(CompiledRule compiled, RuleSubject subject)
    {
        var (rule, holding, all) = (compiled.Rule, 0, true);
        Count(rule.Path is null ? null : rule.Path.Matches(subject.Traits.Path));
        Count(rule.ClientId is null ? null : rule.ClientId.Matches(subject.Traits.ClientId));
        Count(rule.Connection is null ? null : rule.Connection.Matches(subject.Traits.Number));
        Count(rule.Symbol is null ? null : subject.IsSubscribed(rule.Symbol));
        Count(rule.State is null ? null : rule.State.Matches(subject.State(compiled.Scenario)));
        if (rule.Where is { } where)
        {
            var (matches, agreed) = subject.Content is { } content ? where.Agreement(content) : (false, 0);
            all &= matches;
            holding += agreed;
        }

        return all ? int.MaxValue : holding;

        void Count(bool? condition)
        {
            if (condition == true) holding++;
            else if (condition == false) all = false;
        }
    }

    private static NearMiss Explain(CompiledRule rule, RuleSubject subject)
    {
        var (condition, difference) = FirstOf(rule, subject);
        return new NearMiss(rule.Scenario.Scenario.Name, rule.Scenario.Scenario.File, rule.Index + 1, rule.Rule.At.Line, condition, difference);
    }

    private static (string Condition, MatchDifference Difference) FirstOf(CompiledRule compiled, RuleSubject subject)
    {
        var rule = compiled.Rule;
        return Differs("path", rule.Path, subject.Traits.Path)
            ?? Differs("client-id", rule.ClientId, subject.Traits.ClientId)
            ?? Differs("connection", rule.Connection, subject.Traits.Number)
            ?? Subscription(rule.Symbol, subject)
            ?? (rule.State is null ? null : Differs("state", rule.State, subject.State(compiled.Scenario)))
            ?? Content(rule.Where, subject)
            ?? Abstention(compiled, subject);
    }

    private static (string Condition, MatchDifference Difference)? Subscription(string? symbol, RuleSubject subject) => symbol is null || subject.IsSubscribed(symbol)
        ? null
        : ("symbol", new MatchDifference("", $"a connection that is subscribed to {symbol}", "one that is not"));

    private static (string Condition, MatchDifference Difference)? Content(ScenarioMatcher? where, RuleSubject subject)
    {
        if (where is null) return null;
        return subject.Content is { } content
            ? Differs("where", where, content)
            : ("where", new MatchDifference("", "a text message", "a binary one"));
    }

    private static (string Condition, MatchDifference Difference)? Differs(string condition, ScenarioMatcher? expected, JsonElement actual) =>
        expected?.Explain(actual).First is { } first ? (condition, first) : null;

    /// <summary>Why a rule whose conditions hold does not fire.</summary>
    private static (string Condition, MatchDifference Difference) Abstention(CompiledRule compiled, RuleSubject subject)
    {
        var rule = compiled.Rule;
        var count = subject.Session(compiled.Scenario).Count(compiled.Index);
        if (count.Fired >= rule.Times) return ("times", new MatchDifference("", string.Create(CultureInfo.InvariantCulture, $"at most {rule.Times} in a session"), "one more"));
        if (count.Matches % rule.Every != 0)
            return ("every", new MatchDifference("", string.Create(CultureInfo.InvariantCulture, $"match number {((count.Matches / rule.Every) + 1) * rule.Every}"), string.Create(CultureInfo.InvariantCulture, $"number {count.Matches}")));
        return ("toxicity", new MatchDifference("", string.Create(CultureInfo.InvariantCulture, $"luck, at a chance of {rule.Toxicity}"), "none"));
    }
}
